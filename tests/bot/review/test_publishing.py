"""What a review costs in calls, and that no fault shows on GitHub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.github import Client, PermissionMissing, RepositoryGone, RetryLater, check_runs
from bot.ledger.records import Attribution
from bot.review import Ending
from checks.report import Finding, RunError, Severity

Make = Callable[..., Finding]


def test_a_clean_pull_request_costs_one_call_and_gets_no_comment(stage: Any) -> None:
    outcome = stage.review()
    assert stage.github.calls == ["POST /check-runs"]
    (check,) = stage.github.check_runs.values()
    assert (check["status"], check["conclusion"]) == ("completed", "success")
    assert check["output"]["title"] == "Clean: 14 places checked"
    assert outcome.ending is Ending.PUBLISHED
    assert stage.github.minted == 1


def test_a_flawed_pull_request_costs_two_calls(stage: Any, make: Make) -> None:
    stage.findings = (make(1), make(2, Severity.WARNING), make(3, Severity.NOTE))
    outcome = stage.review()
    assert stage.github.calls == ["POST /check-runs", "POST /pulls/7/reviews"]
    (check,) = stage.github.check_runs.values()
    assert check["conclusion"] == "failure"
    assert check["output"]["title"] == "1 error, 1 warning, 1 note"
    assert [a["annotation_level"] for a in check["annotations"]] == ["failure", "warning", "notice"]
    assert len(stage.github.comments) == 2
    assert (outcome.findings, outcome.comments, outcome.conclusion) == (3, 2, "failure")
    assert stage.ledger.latest_run(42, 7).conclusion == "failure"
    assert stage.github.minted == 1


def test_a_push_with_nothing_new_costs_one_call_and_repeats_no_comment(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    stage.push(2)
    stage.findings = (make(1, line=40, end_line=40),)
    stage.review()
    assert stage.github.calls == ["POST /check-runs"]
    assert len(stage.github.comments) == 1
    assert stage.github.minted == 1, "the token is shared between jobs"


def test_a_rerun_of_the_same_head_costs_one_call(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    stage.review("again")
    assert stage.github.calls == ["POST /check-runs"]
    assert len(stage.github.comments) == 1


def test_a_repeated_delivery_writes_nothing(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    assert stage.review().ending is Ending.REPEATED
    assert stage.github.calls == []


def test_a_hundred_and_twenty_findings_cost_four_calls(stage: Any, make: Make) -> None:
    stage.findings = tuple(make(n) for n in range(120))
    stage.review()
    assert stage.github.calls[0] == "POST /check-runs"
    assert sorted(c.split()[0] for c in stage.github.calls[1:]) == ["PATCH", "PATCH", "POST"]
    (check,) = stage.github.check_runs.values()
    assert len(check["annotations"]) == 120
    assert len(stage.github.comments) == 10
    assert "110 over the limit of comments" in check["output"]["summary"]


def test_a_fixed_finding_is_struck_out_and_folded(stage: Any, make: Make) -> None:
    stage.findings = (make(1), make(2))
    stage.review()
    stage.push(2)
    stage.findings = (make(2),)
    stage.review()
    assert [c.split()[0] for c in stage.github.calls] == ["POST", "GET", "PATCH", "POST", "GET", "PUT"]
    fixed, standing = stage.github.comments.values()
    assert fixed["body"].startswith("~~**")
    assert f"Fixed in {stage.pull.head_sha[:10]}." in fixed["body"]
    assert fixed["node_id"] in stage.github.folded
    assert "~~" not in standing["body"]
    (check,) = (c for c in stage.github.check_runs.values() if c["head_sha"] == stage.pull.head_sha)
    assert "Fixed since the last review: 1." in check["output"]["summary"]


def test_a_finding_that_returns_reopens_its_comment(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    before = stage.github.state()["comments"]
    stage.push(2)
    stage.findings = ()
    stage.review()
    assert stage.github.state()["comments"] != before
    stage.push(3)
    stage.findings = (make(1),)
    stage.review()
    after = stage.github.state()["comments"]
    assert [(c[0], c[3]) for c in after] == [(c[0], c[3]) for c in before]
    assert "~~" not in after[0][2]


def test_a_thread_that_a_person_answered_is_left_alone(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    (ours,) = list(stage.github.comments.values())
    stage.github.comments[999] = {
        "id": 999, "node_id": "x", "user": {"type": "User"}, "in_reply_to_id": ours["id"], "body": "on it", "path": "a",
    }  # fmt: skip
    stage.push(2)
    stage.findings = ()
    stage.review()
    assert "~~" not in ours["body"]
    assert stage.github.folded == set()


def test_a_comment_that_somebody_deleted_never_comes_back(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    stage.github.comments.clear()
    stage.push(2)
    stage.findings = ()
    stage.review()
    stage.push(3)
    stage.findings = (make(1),)
    stage.review()
    assert stage.github.comments == {}
    assert stage.ledger.posted(42, 7).comments[0].state == "dismissed"


def test_a_stranger_who_copies_our_marker_owns_nothing(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    (ours,) = list(stage.github.comments.values())
    stage.github.comments[999] = {**ours, "id": 999, "node_id": "x", "user": {"type": "User"}}
    stage.push(2)
    stage.findings = ()
    stage.review()
    assert "~~" in ours["body"]
    assert "~~" not in stage.github.comments[999]["body"]


def test_nothing_is_called_fixed_when_the_checks_did_not_run(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.review()
    stage.push(2)
    stage.findings = ()
    stage.report_more = {"errors": (RunError("The review took too long."),)}
    stage.review()
    assert stage.github.calls == ["POST /check-runs"]
    (check,) = (c for c in stage.github.check_runs.values() if c["head_sha"] == stage.pull.head_sha)
    assert check["conclusion"] == "neutral"


def test_the_label_is_set_once_and_only_when_the_agent_is_certain(stage: Any, certain: Attribution) -> None:
    stage.attribution = certain
    stage.review()
    assert stage.github.calls == ["POST /check-runs", "POST /issues/7/labels"]
    assert stage.github.labels == ["agent:claude-code"]
    stage.pull = replace(stage.pull, labels=("Agent:codex",))
    stage.push(2)
    stage.review()
    assert stage.github.calls == ["POST /check-runs"]


def test_a_draft_gets_the_check_run_only_and_its_comments_when_ready(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.pull = replace(stage.pull, draft=True)
    stage.review()
    assert stage.github.calls == ["POST /check-runs"]
    stage.pull = replace(stage.pull, draft=False)
    stage.review("ready")
    assert stage.github.calls == ["POST /check-runs", "POST /pulls/7/reviews"]


def test_drafts_are_skipped_where_the_team_says_so(stage: Any) -> None:
    stage.pull = replace(stage.pull, draft=True)
    stage.config_text = "drafts: skip\n"
    assert stage.review().ending is Ending.SKIPPED
    assert stage.github.calls == []


def test_a_closed_pull_request_is_not_reviewed(stage: Any) -> None:
    stage.pull = replace(stage.pull, state="closed")
    assert stage.review().ending is Ending.CLOSED
    assert stage.github.calls == []


def test_a_broken_configuration_is_said_and_left_out(stage: Any) -> None:
    stage.config_text = "comment_limit: many\n"
    stage.review()
    (check,) = stage.github.check_runs.values()
    assert "cannot be used, so it is left out" in check["output"]["summary"]
    assert check["conclusion"] == "success"


def test_a_configuration_that_breaks_gives_way_to_its_last_good_version(stage: Any, make: Make) -> None:
    stage.config_text = "comment_limit: 1\n"
    stage.review("d1")
    stage.findings = (make(1), make(2, path="app/other.py", rule="security/xss"))
    stage.config_text = "comment_limit: many\n"
    stage.push(2)
    assert stage.review("d2").comments == 1
    summary = [c["output"]["summary"] for c in stage.github.check_runs.values()][-1]
    assert "its last version that could be used applies" in summary
    stage.config_text = None
    stage.push(3)
    stage.review("d3")
    stage.config_text = "comment_limit: many\n"
    stage.push(4)
    stage.review("d4")
    summary = [c["output"]["summary"] for c in stage.github.check_runs.values()][-1]
    assert "so it is left out" in summary, "a file that was deleted is forgotten"


def test_an_organisation_decides_what_repositories_may_not(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.organisation_text = "fail_level: never\ncomment_limit: 3\nlocked: [fail_level]\n"
    stage.config_text = "fail_level: error\n"
    assert stage.review().conclusion == "neutral"
    (check,) = stage.github.check_runs.values()
    assert "fail\\_level is locked by acme/.github/evenhand.yml" in check["output"]["summary"]


def test_a_broken_organisations_file_is_said_by_its_place(stage: Any) -> None:
    stage.organisation_text = "fail_level: sometimes\n"
    stage.review()
    (check,) = stage.github.check_runs.values()
    assert "`acme/.github/evenhand.yml` cannot be used" in check["output"]["summary"]


def test_an_overtaken_head_writes_nothing(stage: Any, make: Make) -> None:
    stage.findings = (make(1),)
    stage.superseded = lambda: True
    assert stage.review().ending is Ending.SUPERSEDED
    assert stage.github.calls == []


def test_a_head_overtaken_between_two_writes_stops_and_the_next_job_settles_it(
    stage: Any, make: Make
) -> None:
    stage.findings = (make(1),)
    stage.superseded = lambda: "POST /check-runs" in stage.github.calls
    assert stage.review().ending is Ending.SUPERSEDED
    assert stage.github.calls == ["POST /check-runs"]
    stage.superseded = lambda: False
    stage.push(2)
    stage.review()
    assert stage.github.calls == ["POST /check-runs", "POST /pulls/7/reviews"]
    assert len(stage.github.comments) == 1
    assert stage.ledger.unfinished_steps(42, 7) == ()


def test_a_review_that_landed_for_an_older_head_is_remembered(stage: Any, make: Make) -> None:
    """The answer was lost and a newer head came: its comments must not be made twice."""
    stage.findings = (make(1),)
    dead: list[str] = []

    def fault(verb: str, path: str) -> Any:
        if (path.endswith("/reviews") and verb == "POST") or dead:
            dead.append(path)
            return (502, verb == "POST" and len(dead) == 1, {})
        return None

    stage.github.fault = fault
    with pytest.raises(RetryLater):
        stage.review()
    stage.github.fault = lambda verb, path: None
    stage.push(2)
    stage.review()
    assert len(stage.github.comments) == 1
    assert len(stage.github.reviews) == 1


class Crash(BaseException):
    """The worker is killed."""


def flawed(stage: Any, make: Make, certain: Attribution) -> None:
    """A first head with two findings, then a head under test with every kind of write."""
    stage.findings = (make(500), make(501))
    stage.review("first")
    stage.push(2)
    stage.findings = (make(501), *(make(n) for n in range(1, 60)))
    stage.attribution = certain


KINDS = 7
"""Writes of that head: check-run, annotations, review, edit, fold, the review's line, label."""


@pytest.mark.parametrize("at", range(KINDS))
@pytest.mark.parametrize("recorded", [False, True])
def test_a_crash_after_any_write_leaves_the_state_of_one_clean_run(
    at: int, recorded: bool, stage: Any, make: Make, certain: Attribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    flawed(stage, make, certain)
    writes = 0
    real = Client._call
    done = stage.ledger.step_done

    def call(self: Client, verb: str, *rest: Any) -> Any:
        nonlocal writes
        answer = real(self, verb, *rest)
        if verb != "GET":
            writes += 1
            if writes == at + 1 and not recorded:
                raise Crash
        return answer

    def step_done(*arguments: Any) -> None:
        done(*arguments)
        if writes >= at + 1 and recorded:
            raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(Client, "_call", call)
        patch.setattr(stage.ledger, "step_done", step_done)
        with pytest.raises(Crash):
            stage.review()
    stage.before_checks = lambda: pytest.fail("the stored plan is carried out, not made anew")
    stage.review()
    crashed = stage.github.state()
    assert stage.ledger.unfinished_steps(42, 7) == ()
    assert [len(r["annotations"]) for r in stage.github.check_runs.values()] == [2, 60]
    assert len(stage.github.reviews) == 2
    assert len(crashed["comments"]) == 2 + 9
    assert sum(c[3] for c in crashed["comments"]) == 1
    assert crashed["labels"] == ["agent:claude-code"]


@pytest.mark.parametrize("lost", [1, 3])
@pytest.mark.parametrize("done", [True, False])
def test_lost_answers_double_nothing(
    lost: int, done: bool, stage: Any, make: Make, certain: Attribution
) -> None:
    """``done``: GitHub did the work and answered 502; else it did nothing. The first ``lost`` answers of each write."""
    flawed(stage, make, certain)
    seen: dict[str, int] = {}

    def fault(verb: str, path: str) -> Any:
        key = f"{verb} {path}"
        seen[key] = seen.get(key, 0) + 1
        return (502, done, {}) if verb != "GET" and seen[key] <= lost else None

    stage.github.fault = fault
    for _ in range(20):
        try:
            stage.review()
            break
        except RetryLater:
            continue
    assert [len(r["annotations"]) for r in stage.github.check_runs.values()] == [2, 60]
    assert len(stage.github.reviews) == 2
    assert len(stage.github.comments) == 2 + 9
    assert stage.ledger.unfinished_steps(42, 7) == ()


def test_one_bad_anchor_costs_only_its_own_line(stage: Any, make: Make) -> None:
    stage.findings = (make(1), make(2, path="bad.py"))
    stage.github.bad_paths = {"bad.py"}
    stage.review()
    assert stage.github.reviews == {}
    by_path = {c["path"]: c for c in stage.github.comments.values()}
    assert by_path["app/db.py"]["line"] == 2
    assert by_path["bad.py"]["subject_type"] == "file"
    assert len(stage.ledger.posted(42, 7).comments) == 2


def test_a_finding_that_no_comment_can_carry_stays_in_the_check_run(stage: Any, make: Make) -> None:
    stage.findings = (make(2, path="bad.py"),)
    stage.github.bad_paths = {"bad.py"}
    stage.github.no_file_comments = True
    stage.review()
    assert stage.github.comments == {}
    (check,) = stage.github.check_runs.values()
    assert check["annotations"][0]["path"] == "bad.py"
    assert stage.ledger.unfinished_steps(42, 7) == ()


def test_a_crash_in_the_one_by_one_way_doubles_no_comment(
    stage: Any, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.findings = (make(1), make(2, path="bad.py"))
    stage.github.bad_paths = {"bad.py"}
    real = Client.write

    def write(self: Client, verb: str, path: str, body: Any) -> Any:
        answer = real(self, verb, path, body)
        if path.endswith("/comments"):
            raise Crash
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(Client, "write", write)
        with pytest.raises(Crash):
            stage.review()
    assert len(stage.github.comments) == 1
    stage.review()
    assert sorted(c["path"] for c in stage.github.comments.values()) == ["app/db.py", "bad.py"]


def test_a_slow_review_is_announced_and_then_completed_in_place(stage: Any, make: Make) -> None:
    stage.slow = True
    stage.findings = (make(1),)
    stage.before_checks = lambda: stage.github.calls.append(
        f"checks while {next(iter(stage.github.check_runs.values()))['status']}"
    )
    stage.review()
    number = next(iter(stage.github.check_runs))
    assert stage.github.calls == [
        "POST /check-runs",
        "checks while in_progress",
        f"PATCH /check-runs/{number}",
        "POST /pulls/7/reviews",
    ]
    assert stage.github.state()["check_runs"][0][2:] == ("completed", "failure", 1)
    assert stage.ledger.unfinished_steps(42, 7) == ()


def test_a_crash_after_the_announcement_leaves_one_completed_check_run(stage: Any) -> None:
    stage.slow = True

    def crash() -> None:
        raise Crash

    stage.before_checks = crash
    with pytest.raises(Crash):
        stage.review()
    stage.before_checks = lambda: None
    stage.review()
    assert [r["status"] for r in stage.github.check_runs.values()] == ["completed"]


def test_an_announcement_that_a_newer_head_overtook_is_cancelled(stage: Any) -> None:
    stage.slow = True
    overtaken: list[int] = []
    stage.before_checks = lambda: overtaken.append(1)
    stage.superseded = lambda: bool(overtaken)
    assert stage.review().ending is Ending.SUPERSEDED
    stage.superseded = lambda: False
    stage.slow = False
    stage.push(2)
    stage.review()
    assert [r["conclusion"] for r in stage.github.check_runs.values()] == ["cancelled", "success"]


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (403, {"Retry-After": "120", "message": "You have exceeded a secondary rate limit."}, 121),
        (403, {"message": "You have exceeded a secondary rate limit. Please wait"}, 60),
        (429, {"Retry-After": "7"}, 8),
        (429, {}, 60),
    ],
)
def test_a_limit_sends_the_job_back_to_the_queue_and_loses_nothing(
    status: int, headers: dict[str, str], seconds: float, stage: Any, make: Make
) -> None:
    stage.findings = (make(1),)
    stage.github.fault = lambda verb, path: (
        (status, False, dict(headers)) if path.endswith("/reviews") else None
    )
    with pytest.raises(RetryLater) as caught:
        stage.review()
    assert caught.value.seconds == seconds
    assert stage.github.calls == ["POST /check-runs", "POST /pulls/7/reviews"]
    stage.github.fault = lambda verb, path: None
    stage.review()
    assert len(stage.github.check_runs) == 1
    assert len(stage.github.comments) == 1


def test_the_primary_limit_names_its_reset(stage: Any) -> None:
    from bot import clock

    reset = str(int(clock.now().timestamp()) + 1800)
    headers = {
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": reset,
        "message": "API rate limit exceeded for x",
    }
    stage.github.fault = lambda verb, path: (403, False, dict(headers))
    with pytest.raises(RetryLater) as caught:
        stage.review()
    assert 1790 < caught.value.seconds < 1803
    assert stage.github.calls == ["POST /check-runs"]


def test_an_expired_token_is_replaced_once(stage: Any) -> None:
    refused: list[int] = []

    def fault(verb: str, path: str) -> Any:
        if not refused:
            refused.append(1)
            return 401, False, {"message": "Bad credentials"}
        return None

    stage.github.fault = fault
    stage.review()
    assert stage.github.minted == 2
    assert len(stage.github.check_runs) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(403, PermissionMissing), (404, RepositoryGone), (451, RepositoryGone)]
)
def test_a_repository_that_refuses_its_check_run_ends_the_job_with_a_reason(
    status: int, error: type[Exception], stage: Any, make: Make
) -> None:
    stage.findings = (make(1),)
    stage.github.fault = lambda verb, path: (status, False, {"message": "Resource not accessible"})
    with pytest.raises(error):
        stage.review()
    assert stage.github.calls == ["POST /check-runs"]


def test_the_writes_of_one_installation_are_paced(stage: Any, make: Make) -> None:
    for _ in range(70):
        stage.redis.incr(f"evenhand:writes:5:60:{int(__import__('time').time() // 60)}")
    with pytest.raises(RetryLater, match="writes in 60 s"):
        stage.review()
    assert check_runs.NAME == "Evenhand"
    assert stage.github.calls == []


@pytest.mark.parametrize("done", [True, False])
def test_an_announcement_without_an_answer_does_not_stop_the_review(
    done: bool, stage: Any, make: Make
) -> None:
    stage.slow = True
    stage.findings = (make(1),)
    failed: list[int] = []

    def fault(verb: str, path: str) -> Any:
        if not failed:
            failed.append(1)
            return 502, done, {}
        return None

    stage.github.fault = fault
    assert stage.review().ending is Ending.PUBLISHED
    assert stage.github.state()["check_runs"] == [
        ("Evenhand", stage.pull.head_sha, "completed", "failure", 1)
    ]
    assert stage.ledger.unfinished_steps(42, 7) == ()
