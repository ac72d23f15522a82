"""One job's client: paging, GraphQL, and what is repeated and what is not."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.github import (
    BadCredentials,
    Client,
    NotFound,
    PermissionMissing,
    Refused,
    RetryLater,
    Unanswered,
    issues,
)


@dataclass
class Answers:
    """What to answer, in turn; ``seen`` lists (verb, path, authorization)."""

    waiting: list[tuple[int, Any, dict[str, str]]] = field(default_factory=list)
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def answers() -> Iterator[Answers]:
    state = Answers()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            state.seen.append((self.command, self.path, str(self.headers["Authorization"])))
            status, body, headers = state.waiting.pop(0)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = answer

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


class Tokens:
    """Hands out t1, t2, ..."""

    app_id = "12"

    def __init__(self) -> None:
        self.minted = 1

    def get(self, *_: Any) -> str:
        return f"t{self.minted}"

    def mint(self, *_: Any) -> str:
        self.minted += 1
        return f"t{self.minted}"


@pytest.fixture
def client(answers: Answers) -> Client:
    settings = SimpleNamespace(
        app_id="12",
        private_key="",
        github_api_url=f"{answers.url}/api/v3",
        github_graphql_url=f"{answers.url}/api/graphql",
    )
    tokens: Any = Tokens()
    return Client(settings, tokens, installation_id=5, repo_id=42, repo="acme/shop")


def test_a_list_is_read_to_its_end_in_pages_of_a_hundred(client: Client, answers: Answers) -> None:
    answers.waiting = [(200, list(range(100)), {}), (200, [100], {})]
    assert list(client.pages("/labels")) == list(range(101))
    asked = [parse_qs(urlsplit(path).query) for _, path, _ in answers.seen]
    assert asked == [{"per_page": ["100"], "page": [page]} for page in ("1", "2")]


def test_a_read_is_repeated_after_a_failure(client: Client, answers: Answers) -> None:
    answers.waiting = [(502, {}, {}), (200, [], {})]
    assert list(client.pages("/labels")) == []
    assert len(answers.seen) == 2


@pytest.mark.parametrize("verb", ["POST", "PATCH"])
def test_a_write_is_sent_once(verb: str, client: Client, answers: Answers) -> None:
    answers.waiting = [(502, {}, {})]
    with pytest.raises(Unanswered):
        client.write(verb, "/issues/1", {})
    assert len(answers.seen) == 1


def test_nothing_sleeps_in_the_worker_for_a_limit(client: Client, answers: Answers) -> None:
    answers.waiting = [(503, {}, {"Retry-After": "3600"})]
    with pytest.raises(RetryLater) as caught:
        client.get("/labels")
    assert caught.value.seconds == 3601


def test_a_dead_server_means_later_for_a_read_and_doubt_for_a_write() -> None:
    url = "http://127.0.0.1:9"
    settings = SimpleNamespace(app_id="12", private_key="", github_api_url=url, github_graphql_url=url)
    tokens: Any = Tokens()
    dead = Client(settings, tokens, installation_id=5, repo_id=42, repo="acme/shop")
    with pytest.raises(Unanswered):
        dead.write("POST", "/issues", {})


def test_a_refused_token_is_minted_anew_exactly_once(client: Client, answers: Answers) -> None:
    answers.waiting = [(401, {"message": "Bad credentials"}, {}), (200, {"number": 3}, {})]
    assert issues.create(client, "Week", "body") == 3
    assert [token for _, _, token in answers.seen] == ["token t1", "token t2"]
    answers.waiting = [(401, {"message": "Bad credentials"}, {}), (401, {"message": "Bad credentials"}, {})]
    with pytest.raises(BadCredentials):
        issues.create(client, "Week", "body")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("RATE_LIMITED", RetryLater),
        ("FORBIDDEN", PermissionMissing),
        ("NOT_FOUND", NotFound),
        ("OTHER", Refused),
    ],
)
def test_graphql_errors_with_status_200_are_errors(
    kind: str, error: type[Exception], client: Client, answers: Answers
) -> None:
    answers.waiting = [(200, {"data": {"x": 1}, "errors": [{"type": kind, "message": "no"}]}, {})]
    with pytest.raises(error):
        client.graphql("query { x }", {})
    assert answers.seen[0][1] == "/api/graphql"


def test_the_summary_issue_is_found_by_its_marker_and_our_hand(client: Client, answers: Answers) -> None:
    mark = "<!-- evenhand:summary 2026-W47 -->"
    answers.waiting = [
        (
            200,
            [
                {"number": 1, "body": mark, "user": {"type": "User"}},
                {"number": 2, "body": f"x\n{mark}", "user": {"type": "Bot"}},
            ],
            {},
        )
    ]
    assert issues.find(client, mark, "2026-11-16T00:00:00Z") == 2
