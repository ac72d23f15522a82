"""People speak on GitHub, and we heed it: against the strict stand-in, with the calls counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import clock
from bot.demo.standin import FaultKind
from bot.github import RetryLater
from bot.ledger.records import AgentState, Usefulness
from bot.markers import NOT_USEFUL
from bot.receiver.reading import Ignored, read
from bot.review import Ending, attribute_again
from tests.bot.review.organisation import CLEAN, FLAWED, Org

SQL = "security/sql-injection"
SINCE = clock.now() - timedelta(days=1)


@pytest.fixture
def flawed(org: Org) -> Any:
    """A reviewed pull request with one comment."""
    org.github.create_user("visitor")
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    org.review(pull)
    return pull


def reactions(org: Org) -> list[str]:
    return [r.content for c in org.conversation() for r in c.reactions]


def shown(org: Org) -> list[str]:
    """Titles of the completed check-runs, oldest first."""
    return [str(run.output["title"]) for run in org.github.check_runs("acme/shop")]


def test_recheck_reviews_again_and_is_answered_by_a_reaction(org: Org, flawed: Any) -> None:
    assert org.say(flawed.number, "dana", "/evenhand recheck\nthank you")
    assert org.calls() == [
        "repos/get-collaborator-permission-level",
        "reactions/create-for-issue-comment",
    ]
    assert reactions(org) == ["+1"]
    org.review(flawed)
    assert org.calls() == ["checks/create"], "nothing new: one call"


def test_strangers_command_nothing(org: Org, flawed: Any) -> None:
    for said in ("recheck", f"ignore {SQL} no", "agent codex", "help", "nonsense"):
        assert not org.say(flawed.number, "visitor", f"/evenhand {said}")
    assert reactions(org) == ["-1"] * 5
    assert len(org.conversation()) == 5, "no reply to strangers"
    assert org.ledger.ignored(flawed.repo_id, flawed.number) == {}
    assert org.ledger.named_agent(flawed.repo_id, flawed.number) is None


@pytest.mark.parametrize(
    "body",
    ["Please run /evenhand recheck", "Hello\n/evenhand recheck", "/evenhands off", "> /evenhand recheck", ""],
)
def test_only_a_first_line_is_a_command(org: Org, flawed: Any, body: str) -> None:
    org.github.comment("acme/shop", flawed.number, "dana", body)
    payload = org.github.comment_payload("acme/shop", flawed.number)
    assert isinstance(read("issue_comment", payload, "d", "2026-11-22T12:00:00Z"), Ignored)
    edited = {**payload, "action": "edited", "comment": {**payload["comment"], "body": "/evenhand recheck"}}
    assert isinstance(read("issue_comment", edited, "d", "2026-11-22T12:00:00Z"), Ignored)


def test_ignore_silences_the_rule_here_folds_its_comment_and_says_so(org: Org, flawed: Any) -> None:
    assert org.say(flawed.number, "dana", f"/evenhand ignore {SQL} the @names are `constants`")
    outcome = org.review(flawed)
    assert (outcome.conclusion, outcome.comments) == ("success", 0)
    assert org.calls() == ["checks/create"]
    summary = org.github.check_runs("acme/shop")[-1].output["summary"]
    assert "is ignored on this pull request" in summary
    assert "@names" not in summary
    (comment,) = org.comments()
    assert comment.minimized is not None
    assert org.ledger.usefulness("acme", SINCE) == {SQL: Usefulness(0, 1)}
    org.commit("flawed", {"app/users.py": FLAWED + "\n\nCOUNT = 1\n"}, start="flawed")
    org.github.synchronize("acme/shop", flawed.number)
    assert org.review(org.pull(flawed.number, "synchronize")).comments == 0
    assert len(org.comments()) == 1


def test_agent_decides_who_wrote_it_over_all_signals(org: Org) -> None:
    org.commit("flawed", {"app/users.py": FLAWED}, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    pull = org.open("flawed")
    org.review(pull)
    assert org.say(pull.number, "dana", "/evenhand agent devin")
    org.review(org.pull(pull.number))
    (row,) = org.ledger.pull_requests("acme")
    assert (row.agent, row.agent_state) == ("devin", AgentState.CERTAIN)
    assert org.say(pull.number, "dana", "/evenhand agent none")
    org.review(org.pull(pull.number))
    assert org.ledger.pull_requests("acme")[0].agent_state is AgentState.NONE


def test_a_label_that_we_put_on_does_not_outweigh_later_commits(org: Org) -> None:
    org.commit("mix", {"app/users.py": CLEAN}, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    pull = org.open("mix")
    org.review(pull)
    assert org.ledger.pull_requests("acme")[0].agent == "claude-code"
    later = "Mend\n\nCo-authored-by: Cursor <cursoragent@cursor.com>"
    org.commit("mix", {"app/more.py": "X = 1\n"}, later, start="mix")
    org.github.synchronize("acme/shop", pull.number)
    org.review(org.pull(pull.number, "synchronize"))
    assert org.ledger.pull_requests("acme")[0].agent_state is AgentState.MIXED


def test_a_label_that_somebody_took_off_stays_off(org: Org) -> None:
    org.commit("one", {"app/users.py": CLEAN}, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    pull = org.open("one")
    org.review(pull)
    org.github.label("acme/shop", pull.number, "agent:claude-code", on=False)
    org.review(org.pull(pull.number))
    assert org.calls() == ["checks/create"]
    assert org.github.pull("acme/shop", pull.number).issue.labels == []


def test_a_label_changes_the_agent_without_a_call(org: Org) -> None:
    org.commit("one", {"app/users.py": CLEAN}, "Add\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
    pull = org.open("one")
    org.review(pull)
    org.github.label("acme/shop", pull.number, "agent:claude-code", on=False)
    org.github.label("acme/shop", pull.number, "agent:devin")
    org.github.reset_calls()
    attribute_again(org.pull(pull.number, "labeled"), settings=org.settings, ledger=org.ledger, redis=None)
    assert org.calls() == []
    assert org.ledger.pull_requests("acme")[0].agent == "devin"
    assert {row.agent for row in org.ledger.adherence("acme")} == {"devin"}


def test_help_and_explain_reply_once(org: Org, flawed: Any) -> None:
    assert not org.say(flawed.number, "dana", "/evenhand explain sql-injection")
    assert org.calls() == [
        "repos/get-collaborator-permission-level",
        "issues/create-comment",
        "reactions/create-for-issue-comment",
    ]
    said, answer = org.conversation()
    assert "**Why:**" in answer.body
    payload = org.github.comment_payload("acme/shop", flawed.number)
    payload["comment"] = {**payload["comment"], "id": said.id, "body": said.body}
    payload["comment"]["user"] = {"login": "dana", "type": "User"}
    org.hear("issue_comment", payload)
    assert len(org.conversation()) == 2, "a redelivered command is answered once"


def test_a_misspelt_command_is_told_how_to_say_it(org: Org, flawed: Any) -> None:
    assert not org.say(flawed.number, "dana", "/evenhand ignore sql-injektion no")
    assert reactions(org) == ["confused"]
    assert "Did you mean" in org.conversation()[-1].body


def test_a_lost_answer_to_a_reply_doubles_nothing(org: Org, flawed: Any) -> None:
    org.github.comment("acme/shop", flawed.number, "dana", "/evenhand help")
    payload = org.github.comment_payload("acme/shop", flawed.number)
    org.github.fault(FaultKind.LOST_ANSWER, method="POST", path=r"/issues/\d+/comments$")
    org.github.fault(FaultKind.LOST_ANSWER, method="POST", path="/reactions$")
    with pytest.raises(RetryLater):
        org.hear("issue_comment", payload)
    org.hear("issue_comment", payload)
    assert len(org.conversation()) == 2
    assert reactions(org) == ["+1"]


def test_a_deleted_comment_does_not_come_back(org: Org, flawed: Any) -> None:
    (comment,) = org.comments()
    payload = org.github.review_comment_payload(
        "acme/shop", flawed.number, comment.id, "deleted", sender="dana"
    )
    org.github.pull("acme/shop", flawed.number).comments.clear()
    assert not org.hear("pull_request_review_comment", payload)
    assert org.calls() == []
    outcome = org.review(flawed)
    assert (outcome.comments, org.comments()) == (0, [])
    assert org.ledger.usefulness("acme", SINCE) == {SQL: Usefulness(0, 1)}


def test_a_thread_that_a_person_resolved_is_dismissed_until_it_is_opened_again(org: Org, flawed: Any) -> None:
    (comment,) = org.comments()

    def thread(action: str) -> None:
        payload = org.github.thread_payload("acme/shop", flawed.number, comment.id, action, sender="dana")
        assert not org.hear("pull_request_review_thread", payload)

    thread("resolved")
    assert org.review(flawed).conclusion == "success"
    thread("unresolved")
    assert org.review(flawed).conclusion == "failure"
    assert len(org.comments()) == 1
    assert org.ledger.usefulness("acme", SINCE) == {}


def test_a_thread_resolved_after_the_fix_is_still_watched(org: Org, flawed: Any) -> None:
    (comment,) = org.comments()
    org.commit("flawed", {"app/users.py": CLEAN}, start="flawed")
    org.github.synchronize("acme/shop", flawed.number)
    org.review(org.pull(flawed.number, "synchronize"))
    payload = org.github.thread_payload("acme/shop", flawed.number, comment.id, "resolved", sender="dana")
    org.hear("pull_request_review_thread", payload)
    org.commit("flawed", {"app/users.py": FLAWED}, start="flawed")
    org.github.synchronize("acme/shop", flawed.number)
    assert org.review(org.pull(flawed.number, "synchronize")).conclusion == "failure"
    assert len(org.comments()) == 1


def test_a_copied_mark_of_a_person_means_nothing(org: Org, flawed: Any) -> None:
    (comment,) = org.comments()
    payload = org.github.review_comment_payload(
        "acme/shop", flawed.number, comment.id, "deleted", sender="visitor"
    )
    payload["comment"]["user"] = {"login": "visitor", "type": "User"}
    found = read("pull_request_review_comment", payload, "d", "2026-11-22T12:00:00Z")
    assert isinstance(found, Ignored)


@pytest.mark.parametrize(("who", "counts"), [("dana", True), ("visitor", False)])
def test_the_button_not_useful_dismisses_what_stands(org: Org, flawed: Any, who: str, counts: bool) -> None:
    (run,) = org.github.check_runs("acme/shop")
    payload = org.github.check_run_payload(run.id, "requested_action", sender=who, identifier=NOT_USEFUL)
    assert org.hear("check_run", payload) is counts
    assert (org.review(flawed).conclusion == "success") is counts
    assert (org.comments()[0].minimized is not None) is counts
    assert org.ledger.usefulness("acme", SINCE).get(SQL) == (Usefulness(0, 1) if counts else None)


def test_a_finding_mended_after_its_comment_counts_as_useful(org: Org, flawed: Any) -> None:
    org.commit("flawed", {"app/users.py": CLEAN}, start="flawed")
    org.github.synchronize("acme/shop", flawed.number)
    assert org.review(org.pull(flawed.number, "synchronize")).ending is Ending.PUBLISHED
    assert org.ledger.usefulness("acme", SINCE) == {SQL: Usefulness(1, 0)}
