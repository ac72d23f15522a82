"""What people say is kept once, told apart by organisation, and can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import clock
from bot.ledger import Ledger, UnknownPullRequestError
from bot.ledger.records import PostedComment, Usefulness

SQL, CATCH = "security/sql-injection", "error-handling/swallowed-error"
LONG_AGO = clock.now() - timedelta(days=3650)


@pytest.fixture
def pull(ledger: Ledger, build: Any) -> Any:
    pull = build.pull()
    findings = [build.finding("a", SQL), build.finding("b", SQL), build.finding("c", CATCH)]
    ledger.record_run(build.run(pull, findings=findings, sites={SQL: {"python": 3}}))
    return pull


def test_the_latest_word_on_the_agent_holds(ledger: Ledger, pull: Any) -> None:
    assert ledger.named_agent(pull.repo_id, pull.number) is None
    ledger.name_agent(pull.repo_id, pull.number, "codex")
    ledger.name_agent(pull.repo_id, pull.number, "devin")
    assert ledger.named_agent(pull.repo_id, pull.number) == "devin"


def test_a_silenced_rule_names_its_findings_and_its_reason(ledger: Ledger, pull: Any) -> None:
    assert ledger.ignore(pull.repo_id, pull.number, SQL, "test data") == ("a", "b")
    assert ledger.ignore(pull.repo_id, pull.number, SQL, "only test data") == ("a", "b")
    assert ledger.ignored(pull.repo_id, pull.number) == {SQL: "only test data"}


def test_words_about_an_unknown_pull_request_are_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownPullRequestError):
        ledger.name_agent(1, 2, "codex")


def test_standing_findings_are_those_of_the_head(ledger: Ledger, pull: Any) -> None:
    assert ledger.standing(pull.repo_id, pull.number, pull.head_sha) == ("a", "b", "c")
    assert ledger.standing(pull.repo_id, pull.number, "f" * 40) == ()


def test_each_finding_counts_once_and_votes_can_be_taken_back(ledger: Ledger, pull: Any) -> None:
    org = pull.org
    assert ledger.say(pull.repo_id, pull.number, "reaction", {"a": (0, 3), "b": (2, 1), "zz": (0, 1)}) == 2
    ledger.say(pull.repo_id, pull.number, "button", {"a": (0, 1)})
    assert ledger.usefulness(org, LONG_AGO) == {SQL: Usefulness(1, 1)}
    ledger.say(pull.repo_id, pull.number, "reaction", {"a": (0, 0), "b": (0, 0)})
    assert ledger.usefulness(org, LONG_AGO) == {SQL: Usefulness(0, 1)}
    assert ledger.usefulness("another", LONG_AGO) == {}
    assert ledger.usefulness(org, clock.now() + timedelta(days=1)) == {}


def test_a_finding_mended_after_its_comment_was_useful_unless_somebody_says_otherwise(
    ledger: Ledger, pull: Any
) -> None:
    comments = [PostedComment(f, "1", "n", "app/db.py", "standing") for f in "abc"]
    ledger.record_comments(pull.repo_id, pull.number, comments)
    assert ledger.usefulness(pull.org, LONG_AGO) == {}
    for print_ in "ac":
        ledger.mark_comment(pull.repo_id, pull.number, print_, "fixed")
    ledger.say(pull.repo_id, pull.number, "reaction", {"c": (0, 1)})
    assert ledger.usefulness(pull.org, LONG_AGO) == {SQL: Usefulness(1, 0), CATCH: Usefulness(0, 1)}


def test_pull_requests_with_comments_are_listed_while_they_change(ledger: Ledger, pull: Any) -> None:
    assert ledger.open_comments(pull.org, LONG_AGO) == []
    ledger.record_comments(pull.repo_id, pull.number, [PostedComment("a", "1", "n", "app/db.py", "standing")])
    (found,) = ledger.open_comments(pull.org, LONG_AGO)
    assert (found.repo_id, found.repo, found.number) == (pull.repo_id, pull.repo, pull.number)
    assert ledger.open_comments(pull.org, clock.now() + timedelta(days=1)) == []


def test_the_last_good_configuration_is_kept_until_the_file_goes(ledger: Ledger, pull: Any) -> None:
    places = ["organisation", str(pull.repo_id)]
    ledger.keep_configuration(pull.org, "organisation", "comment_limit: 5\n")
    ledger.keep_configuration(pull.org, str(pull.repo_id), "drafts: skip\n")
    ledger.keep_configuration(pull.org, str(pull.repo_id), "drafts: review\n")
    assert ledger.good_configuration(pull.org, places) == {
        "organisation": "comment_limit: 5\n",
        str(pull.repo_id): "drafts: review\n",
    }
    ledger.keep_configuration(pull.org, "organisation", None)
    assert list(ledger.good_configuration(pull.org, places)) == [str(pull.repo_id)]
    assert ledger.good_configuration("nobody", places) == {}
