"""One identity for the whole life of a finding's comment: real git, the real rules, the strict stand-in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.pull_request import PullRequest
from bot.receiver.reading import Ignored, read
from tests.bot.review.organisation import CLEAN, FLAWED, Org, run

SQL = "security/sql-injection"


def pushed(org: Org, number: int) -> PullRequest:
    """Tell the stand-in of a push, and review it."""
    org.github.synchronize("acme/shop", number)
    pull = org.pull(number, "synchronize")
    org.review(pull)
    return pull


def standing(org: Org) -> list[tuple[str, bool, bool]]:
    """Path, struck out, folded: of every comment."""
    return [(c.path, c.body.startswith("~~"), c.minimized is not None) for c in org.comments()]


@pytest.fixture
def flawed(org: Org) -> PullRequest:
    org.commit("topic", {"app/users.py": FLAWED})
    pull = org.open("topic")
    org.review(pull)
    assert standing(org) == [("app/users.py", False, False)]
    return pull


def amended(org: Org) -> None:
    run(org.work, "commit", "-q", "--amend", "-m", "Another message")


def below_more_lines(org: Org) -> None:
    text = FLAWED.replace(
        "import sqlite3\n", "import sqlite3\nimport logging\n\nlog = logging.getLogger(__name__)\n"
    )
    (org.work / "app/users.py").write_text(text)
    run(org.work, "commit", "-q", "-a", "-m", "Log")


def reformatted(org: Org) -> None:
    text = FLAWED.replace("connection.execute(f", "connection.execute(\n        f").replace(
        "'\").f", "'\"\n    ).f"
    )
    (org.work / "app/users.py").write_text(text)
    run(org.work, "commit", "-q", "-a", "-m", "Format")


def on_a_newer_base(org: Org) -> None:
    run(org.work, "checkout", "-q", "main")
    (org.work / "README.md").write_text("Shop\n")
    (org.work / "app/users.py").write_text("# Users of the shop.\n\nimport sqlite3\n")
    run(org.work, "add", "-A")
    run(org.work, "commit", "-q", "-m", "Base moves")
    run(org.work, "push", "-q", str(org.bare), "HEAD:refs/heads/main")
    run(org.work, "checkout", "-q", "topic")
    (org.work / ".git/info/attributes").write_text("*.py merge=union\n")
    run(org.work, "rebase", "-q", "main")


def renamed(org: Org) -> None:
    run(org.work, "mv", "app/users.py", "app/people.py")
    run(org.work, "commit", "-q", "-m", "Rename")


def squashed(org: Org) -> None:
    run(org.work, "reset", "-q", "--soft", "main")
    run(org.work, "commit", "-q", "-m", "One commit")


def base_edited(org: Org) -> None:
    """The pull request is aimed at another branch."""
    run(org.work, "push", "-q", str(org.bare), "main:refs/heads/release")
    org.github.change_base("acme/shop", 1, "release")


@pytest.mark.parametrize(
    "change",
    [base_edited, amended, below_more_lines, reformatted, on_a_newer_base, renamed, squashed],
    ids=lambda c: c.__name__,
)
def test_a_finding_keeps_its_comment(org: Org, flawed: PullRequest, change: Callable[[Org], None]) -> None:
    change(org)
    run(org.work, "push", "-q", "--force", str(org.bare), "HEAD:refs/heads/topic")
    pushed(org, flawed.number)
    assert org.calls() == ["checks/create"]
    assert [(struck, folded) for _, struck, folded in standing(org)] == [(False, False)]
    assert org.github.check_runs("acme/shop")[-1].conclusion == "failure"


def test_a_file_that_the_change_adds_keeps_its_comment_when_it_is_renamed(org: Org) -> None:
    org.commit("topic", {"app/new.py": FLAWED})
    pull = org.open("topic")
    org.review(pull)
    run(org.work, "mv", "app/new.py", "app/later.py")
    run(org.work, "commit", "-q", "-m", "Rename")
    for _ in range(2):
        run(org.work, "commit", "-q", "--allow-empty", "-m", "More")
        run(org.work, "push", "-q", "--force", str(org.bare), "HEAD:refs/heads/topic")
        pushed(org, pull.number)
        assert org.calls() == ["checks/create"]
    assert standing(org) == [("app/new.py", False, False)]
    assert org.ledger.findings("acme") != [], "one identity"
    assert len({f.fingerprint for f in org.ledger.findings("acme") if f.rule == SQL}) == 1


def test_a_dismissed_finding_does_not_come_back_with_a_rename(org: Org) -> None:
    org.commit("topic", {"app/new.py": FLAWED})
    pull = org.open("topic")
    org.review(pull)
    (comment,) = org.comments()
    org.hear(
        "pull_request_review_comment",
        org.github.review_comment_payload("acme/shop", pull.number, comment.id, "deleted", sender="dana"),
    )
    org.github.pull("acme/shop", pull.number).comments.clear()
    run(org.work, "mv", "app/new.py", "app/later.py")
    run(org.work, "commit", "-q", "-m", "Rename")
    run(org.work, "push", "-q", "--force", str(org.bare), "HEAD:refs/heads/topic")
    pushed(org, pull.number)
    assert org.comments() == []


def test_two_files_with_the_same_defect_are_not_taken_for_one_another(org: Org) -> None:
    """The first still stands where it was, so the second is new."""
    org.commit("topic", {"app/new.py": FLAWED})
    pull = org.open("topic")
    org.review(pull)
    org.commit("topic", {"app/copy.py": FLAWED}, start="topic")
    pushed(org, pull.number)
    assert [path for path, _, _ in standing(org)] == ["app/new.py", "app/copy.py"]


def test_a_fixed_comment_is_struck_out_and_its_review_says_so_in_place(org: Org, flawed: PullRequest) -> None:
    org.commit("topic", {"app/users.py": CLEAN}, start="topic")
    pushed(org, flawed.number)
    assert standing(org) == [("app/users.py", True, True)]
    (comment,) = org.comments()
    assert comment.minimized == "RESOLVED"
    (review,) = org.github.pull("acme/shop", flawed.number).reviews
    assert " Fixed by now: 1 of 1." in str(review.body)
    org.commit("topic", {"app/users.py": CLEAN + "\n\nX = 1\n"}, start="topic")
    pushed(org, flawed.number)
    assert org.calls() == ["checks/create"], "said once"


def test_reverted_and_pushed_again_the_comment_is_outdated_and_then_stands_again(
    org: Org, flawed: PullRequest
) -> None:
    first = run(org.work, "rev-parse", "topic")
    org.commit(
        "topic", {"app/users.py": "import sqlite3\n", "app/other.py": "X = 1\n"}, "Revert", start="topic"
    )
    pushed(org, flawed.number)
    (comment,) = org.comments()
    assert comment.minimized == "OUTDATED", "the rule did not run on the file again"
    assert "~~" not in comment.body
    assert "Fixed" not in comment.body
    assert org.calls() == ["checks/create", "pulls/list-review-comments", "minimizeComment"]
    assert "Fixed since" not in str(org.github.check_runs("acme/shop")[-1].output["summary"])
    run(org.work, "push", "-q", "--force", str(org.bare), f"{first}:refs/heads/topic")
    pushed(org, flawed.number)
    assert standing(org) == [("app/users.py", False, False)]
    assert len(org.comments()) == 1


def test_a_fixed_finding_that_comes_back_gets_its_comment_back(org: Org, flawed: PullRequest) -> None:
    org.commit("topic", {"app/users.py": CLEAN}, start="topic")
    pushed(org, flawed.number)
    org.commit("topic", {"app/users.py": FLAWED}, start="topic")
    pushed(org, flawed.number)
    assert standing(org) == [("app/users.py", False, False)]
    (review,) = org.github.pull("acme/shop", flawed.number).reviews
    assert "Fixed by now" not in review.body


def test_a_file_that_cannot_be_read_any_more_proves_nothing(org: Org, flawed: PullRequest) -> None:
    org.commit("topic", {"app/users.py": CLEAN + "# padding\n" * 200_000}, start="topic")
    pushed(org, flawed.number)
    assert org.calls() == ["checks/create"]
    assert standing(org) == [("app/users.py", False, False)]


def test_a_thread_that_a_person_answered_is_theirs(org: Org, flawed: PullRequest) -> None:
    (comment,) = org.comments()
    org.github.reply("acme/shop", flawed.number, comment.id, "dana", "On it.")
    org.commit("topic", {"app/users.py": CLEAN}, start="topic")
    pushed(org, flawed.number)
    assert "~~" not in org.comments()[0].body
    assert org.comments()[0].minimized is None
    assert [w.split("/")[-1] for w in org.calls()] == ["create", "list-review-comments"]


def test_a_later_review_tells_only_of_what_is_new(org: Org, flawed: PullRequest) -> None:
    org.commit("topic", {"app/more.py": FLAWED.replace("users", "orders")}, start="topic")
    pushed(org, flawed.number)
    first, second = org.github.pull("acme/shop", flawed.number).reviews
    assert first.body.startswith("One point on this change.")
    assert second.body.startswith("One more point on this change.")


@pytest.mark.parametrize("granted", [True, False])
def test_threads_are_resolved_only_where_the_team_asks_for_it_and_an_owner_granted_it(
    org: Org, granted: bool
) -> None:
    org.commit("main", {".github/evenhand.yml": "resolve_threads: true\n"})
    if granted:
        org.github.installation("acme").permissions["contents"] = "write"
    org.commit("topic", {"app/users.py": FLAWED})
    pull = org.open("topic")
    org.review(pull)
    org.commit("topic", {"app/users.py": CLEAN}, start="topic")
    pushed(org, pull.number)
    (comment,) = org.comments()
    assert (comment.resolved_by is not None) is granted
    assert comment.minimized == "RESOLVED"
    assert ("resolveReviewThread" in org.calls()) is granted
    org.commit("topic", {"app/users.py": FLAWED}, start="topic")
    pushed(org, pull.number)
    assert comment.resolved_by is None
    assert comment.minimized is None


def test_nothing_is_resolved_by_default_whatever_was_granted(org: Org, flawed: PullRequest) -> None:
    org.github.installation("acme").permissions["contents"] = "write"
    org.commit("topic", {"app/users.py": CLEAN}, start="topic")
    pushed(org, flawed.number)
    assert org.comments()[0].resolved_by is None


def test_our_own_resolving_is_not_taken_for_a_persons(org: Org, flawed: PullRequest) -> None:
    (comment,) = org.comments()
    payload = org.github.thread_payload(
        "acme/shop", flawed.number, comment.id, "resolved", sender="evenhand[bot]"
    )
    assert isinstance(read("pull_request_review_thread", payload, "d", "2026-11-22T12:00:00Z"), Ignored)
