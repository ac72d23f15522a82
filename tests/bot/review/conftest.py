"""A small strict GitHub for these tests, and a stage on which one pull request is reviewed again and again."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot import clock
from bot.demo.standin import contract, prose
from bot.ledger import Ledger
from bot.ledger.records import AgentState, Attribution, Signal
from bot.mirror import Mirrored
from bot.pull_request import PullRequest
from bot.review import publish, review_pull_request, run
from bot.review.outcome import ReviewOutcome
from bot.settings import Settings
from checks.changes import ChangedFile, Hunk, Status
from checks.report import Finding, Report, Severity
from checks.sandbox import Examined
from tests.bot.review.organisation import Org, stood_up

HEADS = {n: f"{n:x}" * 40 for n in range(1, 10)}
BASE = "ba5e" * 10


@dataclass
class GitHub:
    """What stands on GitHub, who asked for what, and the faults to show."""

    url: str = ""
    check_runs: dict[int, dict[str, Any]] = field(default_factory=dict)
    reviews: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    folded: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    minted: int = 0
    bad_paths: set[str] = field(default_factory=set)
    """A comment on a line of these paths is refused."""
    no_file_comments: bool = False
    fault: Callable[[str, str], tuple[int, bool, dict[str, str]] | None] = lambda verb, path: None
    """(verb, path) -> (status, done nevertheless, headers), or None."""
    breaches: list[str] = field(default_factory=list)
    """Requests that GitHub's published description does not allow."""
    _next: int = 100

    def id(self) -> int:
        self._next += 1
        return self._next

    def judge(self, verb: str, path: str, query: str, body: Any) -> None:
        """Note what GitHub's published description, and its prose, say against the request."""
        if path == "/graphql":
            return
        found = contract.github().match(verb, path)
        if found is None:
            self.breaches.append(f"{verb} {path} is not described")
            return
        operation, _ = found
        self.breaches += contract.github().request_faults(operation, dict(parse_qsl(query)), body)
        self.breaches += prose.faults(operation.id, body)

    def state(self) -> Any:
        """All that people can see, without ids."""
        return {
            "check_runs": sorted(
                (r["name"], r["head_sha"], r["status"], r.get("conclusion"), len(r["annotations"]))
                for r in self.check_runs.values()
            ),
            "reviews": sorted(_plain(r["body"]) for r in self.reviews.values()),
            "comments": sorted(
                (c["path"], c.get("line"), _plain(c["body"]), c["node_id"] in self.folded)
                for c in self.comments.values()
            ),
            "labels": sorted(self.labels),
        }

    def answer(self, verb: str, path: str, query: str, body: Any) -> tuple[int, Any]:
        repo = "/repos/acme/shop"
        if path == "/graphql":
            subject = body["variables"]["id"]
            (self.folded.discard if "unminimize" in body["query"] else self.folded.add)(subject)
            return 200, {"data": {}}
        match verb, re.sub(r"\b\d+\b", "N", path.removeprefix(repo)):
            case "POST", "/check-runs":
                assert set(body) >= {"name", "head_sha"}, body
                run_ = {"id": self.id(), **body, "annotations": self._annotations(body)}
                self.check_runs[run_["id"]] = run_
                return 201, run_
            case "PATCH", "/check-runs/N":
                run_ = self.check_runs[_number(path)]
                assert "summary" in body.get("output", {"summary": ""})
                run_["annotations"] = run_["annotations"] + self._annotations(body)
                run_.update({k: v for k, v in body.items() if k != "output"})
                return 200, run_
            case "GET", "/check-runs/N":
                run_ = self.check_runs[_number(path)]
                return 200, {**run_, "output": {"annotations_count": len(run_["annotations"])}}
            case "GET", _ if path.endswith("/check-runs"):
                sha = path.split("/")[-2]
                return 200, {"check_runs": [r for r in self.check_runs.values() if r["head_sha"] == sha]}
            case "POST", "/pulls/N/reviews":
                assert body["event"] == "COMMENT"
                assert body["commit_id"]
                if any(c["path"] in self.bad_paths for c in body["comments"]):
                    return 422, {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"]}
                review = {"id": self.id(), "body": body["body"], "user": {"type": "Bot"}}
                self.reviews[review["id"]] = review
                for c in body["comments"]:
                    assert "start_line" not in c or c["start_line"] < c["line"]
                    self._comment(c)["pull_request_review_id"] = review["id"]
                return 200, review
            case "GET", "/pulls/N/reviews/N":
                return 200, self.reviews[_number(path)]
            case "PUT", "/pulls/N/reviews/N":
                assert list(body) == ["body"]
                self.reviews[_number(path)]["body"] = body["body"]
                return 200, self.reviews[_number(path)]
            case "GET", "/pulls/N/reviews":
                return 200, list(self.reviews.values())
            case "POST", "/pulls/N/comments":
                if body.get("subject_type") == "file":
                    if self.no_file_comments:
                        return 422, {"message": "Unprocessable Entity"}
                elif body["path"] in self.bad_paths:
                    return 422, {"message": "Unprocessable Entity"}
                return 201, self._comment(body)
            case "GET", "/pulls/N/comments":
                return 200, list(self.comments.values())
            case "PATCH", "/pulls/comments/N":
                self.comments[_number(path)]["body"] = body["body"]
                return 200, self.comments[_number(path)]
            case "POST", "/issues/N/labels":
                assert list(body) == ["labels"]
                self.labels = sorted({*self.labels, *body["labels"]})
                return 200, [{"name": n} for n in self.labels]
        return 404, {"message": "Not Found"}

    def _annotations(self, body: Any) -> list[Any]:
        found = body.get("output", {}).get("annotations", [])
        assert len(found) <= 50
        assert len(body.get("output", {}).get("summary", "")) <= 65535
        return list(found)

    def _comment(self, body: Any) -> dict[str, Any]:
        number = self.id()
        comment = {"id": number, "node_id": f"node{number}", "user": {"type": "Bot"}, **body}
        self.comments[number] = comment
        return comment


def _number(path: str) -> int:
    return int(re.findall(r"\d+", path)[-1])


def _plain(body: str) -> str:
    return re.sub(r"evenhand:\d+:\d+:[0-9a-f]{40}:[A-Za-z0-9-]+", "ID", body)


@pytest.fixture(scope="session")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode()


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: migrating anew costs more than a test."""
    path = tmp_path_factory.mktemp("ledger") / "empty.sqlite3"
    ledger = Ledger(f"sqlite:///{path}")
    ledger.migrate()
    ledger.close()
    return path


@pytest.fixture
def github() -> Iterator[GitHub]:
    state = GitHub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            path, _, query = self.path.partition("?")
            assert self.headers["X-GitHub-Api-Version"] == "2022-11-28"
            assert self.headers["User-Agent"]
            if path.endswith("/access_tokens"):
                state.minted += 1
                assert self.headers["Authorization"].startswith("Bearer ey")
                expires = (clock.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
                self.send(201, {"token": f"ghs_1_{'x' * 500}{state.minted}", "expires_at": expires}, {})
                return
            state.calls.append(
                f"{self.command} {re.sub(r'[0-9a-f]{40}', 'SHA', path.removeprefix('/repos/acme/shop'))}"
            )
            state.judge(self.command, path, query, body)
            fault = state.fault(self.command, path)
            if fault is not None:
                status, done, headers = fault
                if done:
                    state.answer(self.command, path, query, body)
                self.send(status, {"message": headers.pop("message", "fault")}, headers)
                return
            status, answer = state.answer(self.command, path, query, body)
            self.send(status, answer, {})

        do_GET = do_POST = do_PATCH = do_PUT = handle_one

        def send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    assert state.breaches == []
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def org(tmp_path: Path, empty_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Org]:
    """One organisation on the strict stand-in."""
    monkeypatch.setattr(publish, "SETTLE_S", 0)
    with stood_up(tmp_path, empty_ledger) as here:
        yield here


class DictRedis:
    """The few Redis calls that a client makes."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def set(self, key: str, value: Any, ex: int) -> None:
        self.values[key] = value

    def pipeline(self, transaction: bool) -> DictRedis:
        return self

    def incr(self, key: str) -> None:
        self.values[key] = self.values.get(key, 0) + 1
        self.last = self.values[key]

    def expire(self, key: str, seconds: int) -> None:
        return

    def execute(self) -> list[int]:
        return [self.last, 1]


NOBODY = Attribution(None, AgentState.NONE, "", 0.0)


@dataclass
class Stage:
    """One pull request; ``report`` and ``files`` are what the checks will say next."""

    github: GitHub
    ledger: Ledger
    settings: Settings
    pull: PullRequest
    redis: Any = field(default_factory=DictRedis)
    findings: tuple[Finding, ...] = ()
    report_more: dict[str, Any] = field(default_factory=dict)
    attribution: Attribution = NOBODY
    config_text: str | None = None
    organisation_text: str | None = None
    superseded: Callable[[], bool] = lambda: False
    before_checks: Callable[[], None] = lambda: None
    slow: bool = False

    def push(self, head: int) -> None:
        self.pull = replace(
            self.pull, head_sha=HEADS[head], updated_at=self.pull.updated_at + timedelta(minutes=1)
        )

    def review(self, delivery: str = "d1") -> ReviewOutcome:
        """Review the head; ``github.calls`` then holds the calls of this review alone."""
        self.github.calls.clear()
        return review_pull_request(
            self.pull,
            settings=self.settings,
            ledger=self.ledger,
            redis=self.redis,
            delivery_id=f"{delivery}-{self.pull.head_sha[:4]}",
            superseded=self.superseded,
        )

    def report(self) -> Report:
        sites = {"security/sql-injection": {"python": 14}}
        return Report(
            BASE, self.pull.head_sha, self.findings, sites, reviewed=("app/db.py",), **self.report_more
        )


@pytest.fixture
def stage(
    github: GitHub,
    tmp_path: Path,
    empty_ledger: Path,
    private_key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    settings = Settings.from_env(
        {
            "EVENHAND_DATA_DIR": str(tmp_path),
            "EVENHAND_GITHUB_URL": github.url,
            "EVENHAND_GITHUB_API_URL": github.url,
            "EVENHAND_GITHUB_GRAPHQL_URL": f"{github.url}/graphql",
            "EVENHAND_GITHUB_APP_ID": "1",
            "EVENHAND_GITHUB_PRIVATE_KEY": private_key,
        }
    )
    shutil.copy(empty_ledger, tmp_path / "ledger.sqlite3")
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    created = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    pull = PullRequest(
        installation_id=5, org="acme", repo_id=42, repo="acme/shop", clone_url=f"{github.url}/acme/shop.git", number=7,
        title="Add orders", body="", author_login="octo", author_id=1, author_type="User", base_ref="main", base_sha=BASE,
        head_ref="orders", head_sha=HEADS[1], head_repo="acme/shop", draft=False, state="open", merged=False, labels=(),
        created_at=created, updated_at=created,
    )  # fmt: skip
    here = Stage(github, ledger, settings, pull)

    @contextmanager
    def mirrored(client: Any, pull: PullRequest, root: Path, github_url: str) -> Iterator[Any]:
        yield StubMirror(Path(), BASE, BASE, pull.head_sha, ())

    class StubMirror(Mirrored):
        def read_text(self, revision: str, path: str) -> str | None:
            assert revision == BASE, "configuration comes from the base branch only"
            return here.config_text

    def examine(*_: Any, slow: Any, **__: Any) -> Examined:
        if here.slow:
            slow.do()
        here.before_checks()
        paths = dict.fromkeys(f.path for f in here.findings)
        return Examined(
            here.report(), tuple(ChangedFile(p, Status.MODIFIED, hunks=(Hunk(1, 0, 1, 5000),)) for p in paths)
        )

    monkeypatch.setattr(run.reading, "mirrored", mirrored)
    monkeypatch.setattr(run, "examine", examine)
    monkeypatch.setattr(run, "attribution_of", lambda *_, **__: here.attribution)
    monkeypatch.setattr(publish, "SETTLE_S", 0)
    monkeypatch.setattr(run.configuration, "organisation_text", lambda *_: here.organisation_text)
    yield here
    ledger.close()


def finding(number: int, severity: Severity = Severity.ERROR, **changes: Any) -> Finding:
    """A finding that is unlike any other number's."""
    made = Finding(
        rule="security/sql-injection",
        family="security",
        severity=severity,
        path="app/db.py",
        line=number + 1,
        end_line=number + 1,
        message=f"The value `name{number}` is put into the SQL text.",
        why="Whoever controls the value controls the query.",
        fix="Pass it as a parameter.",
        fingerprint=f"{number:032x}",
        cwe="CWE-89",
    )
    return replace(made, **changes)


@pytest.fixture
def make() -> Callable[..., Finding]:
    return finding


@pytest.fixture
def certain() -> Attribution:
    signal = Signal("claude-code", "A", "author", "wrote", "claude[bot]")
    return Attribution("claude-code", AgentState.CERTAIN, "wrote", 1.0, (signal,))
