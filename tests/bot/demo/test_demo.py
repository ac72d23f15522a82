"""The whole demo, once: the real service, the stand-in, every sample pull request; then what must have come of it."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from rich.console import Console

from bot import demo, summary
from bot.demo import stories
from bot.demo.play import NoStageError, Play, Scene
from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.process import wrapped

pytestmark = pytest.mark.timeout(420)  # on a machine that does much else besides

SAMPLES = stories.load()
ORG = SAMPLES.organisation


@dataclass
class Performed:
    """A finished demo whose service still runs."""

    play: Play
    text: str
    status: int
    ledger: Ledger

    def scene(self, slug: str) -> Scene:
        return next(scene for scene in self.play.scenes if scene.sample.slug == slug)

    def findings(self, scene: Scene, *, first: bool) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.ledger.findings(ORG, None, None):
            if (row.repo, row.number) == (scene.repo, scene.number) and (
                row.at_first if first else row.at_last
            ):
                found.setdefault(row.rule, set()).add(row.path)
        return found

    def calls(self, scene: Scene) -> list[str]:
        """API operations about one pull request, in order."""
        heads = {
            run.head_sha
            for run in self.play.github.check_runs(scene.repo)
            if run.external_id.split(":")[2] == str(scene.number)
        }
        comments = {comment.id for comment in self.play.github.pull(scene.repo, scene.number).comments}
        mine = [f"/repos/{scene.repo}/{kind}/{scene.number}/" for kind in ("pulls", "issues")]
        mine += [f"/repos/{scene.repo}/pulls/comments/{comment}" for comment in comments]
        found = []
        for call in self.play.github.calls:
            if call.kind != "rest":
                continue
            about = isinstance(call.body, dict) and call.body.get("head_sha") in heads
            if about or any(call.path.startswith(start) for start in mine):
                found.append(call.operation)
        return found


@pytest.fixture(scope="session")
def performed() -> Iterator[Performed]:
    printed = io.StringIO()
    with Play() as play:
        status = demo.show(Console(file=printed, width=110), play, SAMPLES)
        ledger = play.ledger()
        yield Performed(play, printed.getvalue(), status, ledger)
        ledger.close()


def test_every_review_arrives_and_no_contract_is_broken(performed: Performed):
    assert performed.play.faults() == []
    assert performed.status == 0
    assert all(scene.over for scene in performed.play.scenes)
    assert len(performed.play.scenes) == len(SAMPLES.pulls)


def test_every_pull_request_has_exactly_the_expected_findings_first_and_last(performed: Performed):
    for scene in performed.play.scenes:
        pushes = scene.sample.pushes
        wanted = [
            {rule: set(paths) for rule, paths in push.expect.items()} for push in (pushes[0], pushes[-1])
        ]
        assert performed.findings(scene, first=True) == wanted[0], scene.sample.slug
        assert performed.findings(scene, first=False) == wanted[1], scene.sample.slug


def test_a_clean_review_costs_one_call_and_a_flawed_one_two_and_the_label_one(performed: Performed):
    for scene in performed.play.scenes:
        sample = scene.sample
        wanted = ["checks/create"]
        if sample.pushes[0].expect and not sample.draft:
            wanted.append("pulls/create-review")
        if sample.agent:
            wanted.append("issues/add-labels")
        for _ in sample.pushes[1:]:  # each mends what the first one broke
            wanted += ["checks/create", "pulls/list-review-comments", "pulls/update-review-comment"]
            wanted += ["pulls/get-review", "pulls/update-review"]
        assert performed.calls(scene) == wanted, sample.slug


def test_tokens_are_shared_between_reviews(performed: Performed):
    minted = [
        call for call in performed.play.github.calls if call.operation.endswith("installation-access-token")
    ]
    # One a repository for its reviews, one to look for its configuration, one to reconcile it; one for the summary's issue.
    assert len(minted) <= 3 * len(SAMPLES.repositories) + 1


def test_the_agent_is_found_and_its_label_is_set(performed: Performed):
    rows = {(row.repo, row.number): row for row in performed.ledger.pull_requests(ORG, None, None)}
    for scene in performed.play.scenes:
        row = rows[scene.repo, scene.number]
        assert row.agent_state is AgentState(scene.sample.state), scene.sample.slug
        assert performed.play.agent_label(scene) == (
            f"agent:{scene.sample.agent}" if scene.sample.agent else ""
        )
        if scene.sample.agent:
            assert row.agent == scene.sample.agent


def test_a_push_that_mends_everything_marks_the_comments_fixed(performed: Performed):
    mended = [scene for scene in performed.play.scenes if len(scene.sample.pushes) > 1]
    assert len(mended) >= 3
    for scene in mended:
        pull = performed.play.github.pull(scene.repo, scene.number)
        assert pull.comments
        for comment in pull.comments:
            assert comment.minimized
            assert "Fixed in" in comment.body
        assert performed.play.github.check_runs(scene.repo, pull.head_sha)[-1].conclusion == "success"


def test_a_draft_gets_a_check_run_and_no_comment(performed: Performed):
    scene = next(scene for scene in performed.play.scenes if scene.sample.draft)
    pull = performed.play.github.pull(scene.repo, scene.number)
    assert pull.comments == []
    (run,) = performed.play.github.check_runs(scene.repo, pull.head_sha)
    assert run.conclusion == "failure"
    assert len(run.annotations) == 1


def test_a_leaked_credential_is_repeated_nowhere(performed: Performed):
    scene = next(scene for scene in performed.play.scenes if scene.sample.draft)
    (text,) = scene.sample.pushes[0].files.values()
    credential = next(word for word in text.split("'") if "_live_" in word)
    told = [str(run.output) + str(run.annotations) for run in performed.play.github.check_runs(scene.repo)]
    told += [
        performed.text,
        performed.play.service.log.read_text(),
        str(performed.ledger.findings(ORG, None, None)),
    ]
    assert not any(credential in one for one in told)


def test_each_pull_request_counts_for_the_week_it_was_opened_in(performed: Performed):
    for weeks_ago in range(4):
        week = summary.week_of(performed.play.now).back(weeks_ago)
        stories_of_week = [pull for pull in SAMPLES.pulls if pull.weeks_ago == weeks_ago]
        data = summary.summarise(performed.ledger, ORG, week)
        endings = Counter(pull.ending.kind if pull.ending else "open" for pull in stories_of_week)
        assert (data.total.opened, data.total.merged, data.total.closed) == (
            len(stories_of_week),
            endings["merged"],
            endings["closed"],
        )
        assert data.total.reviewed == len(stories_of_week)
        assert data.total.clean_first == sum(not pull.pushes[0].expect for pull in stories_of_week)
        opened = Counter(pull.agent for pull in stories_of_week if pull.agent)
        assert (
            Counter({agent.agent: agent.flow.opened for agent in data.agents if agent.flow.opened}) == opened
        )


def test_the_printed_summary_and_the_posted_issue_say_the_same(performed: Performed):
    week = performed.play.summary_week
    opened = sum(pull.weeks_ago == 1 for pull in SAMPLES.pulls)
    headline = f"{opened} pull requests were opened"
    assert headline in performed.text
    (issue,) = performed.play.github.issues(f"{ORG}/orders-api")
    assert str(week) in issue.title
    assert headline in issue.body
    assert performed.play.summary_url.endswith(f"/{ORG}/orders-api/issues/{issue.number}")
    page = requests.get(performed.play.summary_url, timeout=10)
    assert page.status_code == 200
    assert headline in page.text


def test_the_terminal_shows_the_review_as_people_read_it(performed: Performed):
    assert "check-run Evenhand: failure" in performed.text
    assert "migrations/versions/0004_delivery_window.py, line 11" in performed.text
    assert "+    op.add_column" in performed.text
    assert "evenhand:finding" not in performed.text
    assert "Counted for Cursor" in performed.text


def test_the_service_logs_no_error(performed: Performed):
    lines = performed.play.service.log.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if '"level": "info"' not in line] == []


def test_all_pages_answer(performed: Performed):
    play = performed.play
    addresses = [f"{play.github.url}/{scene.repo}/pull/{scene.number}" for scene in play.scenes]
    addresses += [f"{play.service.url}{path}" for path in ("/healthz", "/readyz", "/metrics")]
    for address in addresses:
        assert requests.get(address, timeout=20).status_code == 200, address


def test_a_person_signs_in_through_the_stand_in_and_sees_the_week(performed: Performed):
    play = performed.play
    with requests.Session() as browser:
        asked = browser.get(f"{play.service.url}/auth/sign-in", timeout=20)
        assert asked.url.startswith(f"{play.github.url}/login/oauth/authorize"), asked.url
        query = dict(parse_qsl(urlsplit(asked.url).query))
        form = {"login": "mara-lind", "redirect_uri": query["redirect_uri"], "state": query["state"]}
        back = browser.post(f"{play.github.url}/login/oauth/authorize", data=form, timeout=20)
        assert back.status_code == 200, back.text
        assert back.url.startswith(play.service.url)
        page = browser.get(f"{play.service.url}/orgs/{ORG}/weeks/{play.summary_week}", timeout=20)
    assert page.status_code == 200
    for agent in ("Claude Code", "OpenAI Codex", "Devin", "Cursor"):
        assert agent in page.text


def test_it_says_at_once_when_it_cannot_begin(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(NoStageError, match="choose another"):
            Play(port=taken.getsockname()[1])
    (tmp_path / "file").touch()
    with pytest.raises(NoStageError, match="is not empty"):
        Play(tmp_path)


def test_a_delivery_that_comes_again_changes_nothing(performed: Performed):
    play = performed.play
    calls = len(play.github.calls)
    again = play.github.redeliver(play.github.deliveries[-1].id)
    assert again.status_code == 202
    assert play.wait(again) == "done"
    assert len(play.github.calls) == calls


def test_ctrl_c_ends_every_process_and_removes_the_data(tmp_path: Path):
    env = {**os.environ, "TMPDIR": tempfile.mkdtemp(prefix="eh-")}
    command = [sys.executable, "-m", "bot.cli", "demo"]
    with (tmp_path / "out").open("wb") as out:
        child = subprocess.Popen(
            wrapped(command), env=env, stdout=out, stderr=out, process_group=0, preexec_fn=_heed_ctrl_c
        )
    try:
        assert _eventually(lambda: any("bot.jobs.worker" in _command(pid) for pid in _children(child.pid)))
        children = _children(child.pid)
        child.send_signal(signal.SIGINT)
        assert child.wait(60) == demo.INTERRUPTED, (tmp_path / "out").read_text()
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    _eventually(lambda: not any(_command(pid) for pid in children), 10)
    assert [_command(pid) for pid in children if _command(pid)] == []
    assert list(Path(env["TMPDIR"]).iterdir()) == []
    Path(env["TMPDIR"]).rmdir()


def _heed_ctrl_c() -> None:
    """A suite that runs in the background has Ctrl-C ignored, and its children inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _eventually(check, limit_s: float = 40.0) -> bool:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + limit_s
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _children(pid: int) -> list[int]:
    found, look_at = [], [pid]
    for one in look_at:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                look_at += [int(child) for child in task.read_text().split()]
        found.append(one)
    return found[1:]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
