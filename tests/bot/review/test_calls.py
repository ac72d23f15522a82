"""What each case costs in calls of GitHub's API, as exact lists; ``docs/calls.md`` says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standin import FaultKind
from bot.github import Client, RetryLater
from bot.jobs import talk
from bot.pull_request import PullRequest
from bot.receiver.reading import Ignored, read
from bot.review import Ending
from tests.bot.review.conftest import DictRedis
from tests.bot.review.organisation import CLEAN, FLAWED, Org

PAGE = Path(__file__).parents[3] / "docs/calls.md"
CHECK, REVIEW = "checks/create", "pulls/create-review"
NO_REDIS: Any = None


def opened(org: Org, text: str, message: str = "Change", **more: Any) -> PullRequest:
    org.commit("topic", {"app/users.py": text}, message)
    return org.open("topic", **more)


def pushed(org: Org, pull: PullRequest, text: str) -> PullRequest:
    org.commit("topic", {"app/users.py": text}, start="topic")
    org.github.synchronize("acme/shop", pull.number)
    return org.pull(pull.number, "synchronize")


def clean(org: Org) -> None:
    org.review(opened(org, CLEAN))


def findings(org: Org) -> None:
    org.review(opened(org, FLAWED))


def signed(org: Org) -> None:
    org.review(opened(org, FLAWED, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>"))


def nothing_new(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.review(pull)
    org.review(pushed(org, pull, FLAWED + "\n\nLIMIT = 1\n"))


def run_again(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.review(pull)
    org.review(pull, delivery="button")


def many(org: Org) -> None:
    functions = [
        f"\n\ndef read_{n}(db, request):\n    name = request.args['name_{n}']\n"
        f"    return db.execute(f\"SELECT a FROM t{n} WHERE name = '{{name}}'\").fetchone()\n"
        for n in range(120)
    ]
    org.review(opened(org, "import sqlite3\n" + "".join(functions)))
    (check,) = org.github.check_runs("acme/shop")
    assert len(check.annotations) == 120
    assert len(org.comments()) == 10


def fixed(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.review(pull)
    org.review(pushed(org, pull, CLEAN))


def draft(org: Org) -> None:
    org.review(opened(org, FLAWED, draft=True))


def repeated(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.review(pull, delivery="one")
    assert org.review(pull, delivery="one").ending is Ending.REPEATED


def overtaken(org: Org) -> None:
    outcome = org.review(opened(org, FLAWED), superseded=lambda: True)
    assert outcome.ending is Ending.SUPERSEDED


def closed(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.github.close("acme/shop", pull.number)
    assert org.review(org.pull(pull.number, "closed")).ending is Ending.CLOSED


def irrelevant(org: Org) -> None:
    pull = opened(org, FLAWED)
    org.github.comment("acme/shop", pull.number, "dana", "Looks good to me")
    org.github.reset_calls()
    said = org.github.comment_payload("acme/shop", pull.number)
    assert isinstance(read("issue_comment", said, "d", "2026-11-22T12:00:00Z"), Ignored)
    for action in ("assigned", "review_requested", "locked"):
        told = org.github.pull_request_payload("acme/shop", pull.number, action)
        assert isinstance(read("pull_request", told, "d", "2026-11-22T12:00:00Z"), Ignored)


def recheck(org: Org) -> None:
    pull = opened(org, CLEAN)
    org.review(pull)
    org.say(pull.number, "dana", "/evenhand recheck")


def explained(org: Org) -> None:
    pull = opened(org, CLEAN)
    org.review(pull)
    org.say(pull.number, "dana", "/evenhand explain sql-injection")


def queued(org: Org) -> None:
    pull = opened(org, CLEAN)
    org.review(pull)
    group = org.github.merge_group_payload("acme/shop", pull.number)["merge_group"]["head_sha"]
    org.github.reset_calls()
    talk.answer_queue(pull, group, settings=org.settings, ledger=org.ledger, redis=NO_REDIS)


@dataclass(frozen=True)
class Case:
    """What happens, in the words of the page, and the calls it costs."""

    words: str
    play: Callable[[Org], None]
    calls: tuple[str, ...]


MAY = "repos/get-collaborator-permission-level"
CASES = (
    Case("a clean pull request", clean, (CHECK,)),
    Case("findings", findings, (CHECK, REVIEW)),
    Case("findings, and the agent is certain", signed, (CHECK, REVIEW, "issues/add-labels")),
    Case("a push with nothing new", nothing_new, (CHECK,)),
    Case("a re-run of the same commit", run_again, (CHECK,)),
    Case("120 findings", many, (CHECK, "checks/update", "checks/update", REVIEW)),
    Case(
        "a push that fixes the one comment",
        fixed,
        (
            CHECK,
            "pulls/list-review-comments",
            "pulls/update-review-comment",
            "minimizeComment",
            "pulls/get-review",
            "pulls/update-review",
        ),
    ),
    Case("a draft with findings", draft, (CHECK,)),
    Case("a delivery that comes twice", repeated, ()),
    Case("a commit that a newer one overtook", overtaken, ()),
    Case("a closed pull request", closed, ()),
    Case("an event that calls for nothing", irrelevant, ()),
    Case("`/evenhand recheck`, before the review", recheck, (MAY, "reactions/create-for-issue-comment")),
    Case(
        "`/evenhand explain RULE`",
        explained,
        (MAY, "issues/create-comment", "reactions/create-for-issue-comment"),
    ),
    Case("a merge queue's commit", queued, ("checks/list-for-ref", CHECK)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words)
def test_a_case_costs_exactly_these_calls(org: Org, case: Case) -> None:
    case.play(org)
    assert org.calls() == list(case.calls)


def test_the_page_says_what_the_cases_cost() -> None:
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (.*?) \|$", PAGE.read_text(), re.MULTILINE)
    assert rows == [
        (c.words, str(len(c.calls)), ", ".join(f"`{call}`" for call in c.calls) or "none") for c in CASES
    ]


def test_an_hour_of_reviews_mints_one_token(org: Org) -> None:
    org.redis = DictRedis()
    minted = 0
    pull = opened(org, FLAWED)
    for text in (FLAWED, CLEAN, FLAWED, CLEAN + "\n\nX = 1\n"):
        org.review(pushed(org, pull, text))
        minted += sum(c.operation == "apps/create-installation-access-token" for c in org.github.calls)
    assert minted == 1


def test_a_token_that_expires_in_mid_job_is_replaced_and_nothing_is_done_twice(org: Org) -> None:
    def expire_after_the_check_run() -> bool:
        if org.github.check_runs("acme/shop"):
            org.github.expire_tokens()
        return False

    org.review(opened(org, FLAWED), superseded=expire_after_the_check_run)
    assert len(org.github.check_runs("acme/shop")) == 1
    assert len(org.comments()) == 1
    assert len(org.github.pull("acme/shop", 1).reviews) == 1


@pytest.mark.parametrize(("retry_after_s", "waited_s"), [(17, 18), (None, 60)])
@pytest.mark.parametrize("path", ["/check-runs$", "/reviews$", "/labels$"])
def test_a_secondary_limit_on_any_write_waits_in_the_queue(
    org: Org, path: str, retry_after_s: int | None, waited_s: int
) -> None:
    pull = opened(org, FLAWED, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    org.github.fault(FaultKind.SECONDARY_LIMIT, method="POST", path=path, retry_after_s=retry_after_s)
    with pytest.raises(RetryLater) as caught:
        org.review(pull, delivery="one")
    assert caught.value.seconds == waited_s
    org.review(pull, delivery="one")
    assert_once(org)


def assert_once(org: Org) -> None:
    found = org.github.pull("acme/shop", 1)
    assert len(org.github.check_runs("acme/shop")) == 1
    assert (len(found.reviews), len(found.comments)) == (1, 1)
    assert [label.name for label in found.issue.labels] == ["agent:claude-code"]


def until_done(act: Callable[[], object]) -> None:
    """As the queue does: again and again while GitHub asks for patience."""
    for _ in range(12):
        try:
            act()
            return
        except RetryLater:
            continue
    pytest.fail("never done")


WRITES = ["/check-runs$", "/reviews$", "/labels$"]


@pytest.mark.parametrize("path", WRITES)
def test_three_lost_answers_to_a_write_of_a_review_leave_one_of_each(org: Org, path: str) -> None:
    pull = opened(org, FLAWED, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    org.github.fault(FaultKind.LOST_ANSWER, method="POST", path=path, times=3)
    until_done(lambda: org.review(pull, delivery="one"))
    assert_once(org)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", r"/pulls/comments/\d+$"), ("POST", "/graphql$"), ("PUT", r"/reviews/\d+$")],
)
def test_three_lost_answers_while_a_comment_is_settled_change_nothing_twice(
    org: Org, method: str, path: str
) -> None:
    pull = opened(org, FLAWED)
    org.review(pull)
    now = pushed(org, pull, CLEAN)
    org.github.fault(FaultKind.LOST_ANSWER, method=method, path=path, times=3)
    until_done(lambda: org.review(now, delivery="two"))
    (comment,) = org.comments()
    (review,) = org.github.pull("acme/shop", pull.number).reviews
    assert (comment.body.count("Fixed in"), comment.minimized) == (1, "RESOLVED")
    assert str(review.body).count("Fixed by now") == 1


class Crash(BaseException):
    """The worker is killed."""


def crashing(monkeypatch: pytest.MonkeyPatch, at: int) -> list[int]:
    """Kill the worker after its write number ``at``, before anything is recorded of it."""
    real, writes = Client._call, [0]

    def call(self: Client, verb: str, path: str, body: Any, *rest: Any) -> Any:
        answer = real(self, verb, path, body, *rest)
        if verb != "GET":
            writes[0] += 1
            if writes[0] == at:
                raise Crash
        return answer

    monkeypatch.setattr(Client, "_call", call)
    return writes


def conversation(org: Org) -> list[tuple[str, list[str]]]:
    said = [(c.body, [r.content for r in c.reactions]) for c in org.conversation()]
    return [(re.sub(r"\d{6,}", "N", body), reactions) for body, reactions in said]


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("write", [1, 2])
def test_a_command_is_answered_once_whatever_happens(
    org: Org, write: int, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writes: the reply, the reaction. Killed after it, or three answers lost."""
    pull = opened(org, CLEAN)
    org.review(pull)
    org.github.comment("acme/shop", pull.number, "dana", "/evenhand help")
    payload = org.github.comment_payload("acme/shop", pull.number)
    if lost:
        path = r"/issues/\d+/comments$" if write == 1 else "/reactions$"
        org.github.fault(FaultKind.LOST_ANSWER, method="POST", path=path, times=3)
    else:
        with monkeypatch.context() as patch:
            crashing(patch, write)
            with pytest.raises(Crash):
                org.hear("issue_comment", payload)
    until_done(lambda: org.hear("issue_comment", payload))
    (command, reactions), (reply, _) = conversation(org)
    assert (command, reactions) == ("/evenhand help", ["+1"])
    assert reply.startswith("In a comment's first line")


@pytest.mark.parametrize("lost", [False, True])
def test_a_merge_queue_is_answered_once_whatever_happens(
    org: Org, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = opened(org, CLEAN)
    org.review(pull)
    group = org.github.merge_group_payload("acme/shop", pull.number)["merge_group"]["head_sha"]

    def answer() -> None:
        talk.answer_queue(pull, group, settings=org.settings, ledger=org.ledger, redis=NO_REDIS)

    if lost:
        org.github.fault(FaultKind.LOST_ANSWER, method="POST", path="/check-runs$", times=3)
    else:
        with monkeypatch.context() as patch:
            crashing(patch, 1)
            with pytest.raises(Crash):
                answer()
    until_done(answer)
    assert [c.head_sha for c in org.github.check_runs("acme/shop")].count(group) == 1


@pytest.mark.parametrize("write", range(1, 5))
def test_killed_while_a_comment_is_settled_it_ends_as_one_clean_run(
    org: Org, write: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writes: check-run, the comment's text, folding it, the review's line."""
    pull = opened(org, FLAWED)
    org.review(pull)
    now = pushed(org, pull, CLEAN)
    with monkeypatch.context() as patch:
        crashing(patch, write)
        with pytest.raises(Crash):
            org.review(now, delivery="two")
    org.review(now, delivery="two")
    (comment,) = org.comments()
    (review,) = org.github.pull("acme/shop", pull.number).reviews
    assert (comment.body.count("Fixed in"), comment.minimized) == (1, "RESOLVED")
    assert str(review.body).count("Fixed by now") == 1
    assert len(org.github.check_runs("acme/shop", now.head_sha)) == 1
    assert org.ledger.unfinished_steps(pull.repo_id, pull.number) == ()
