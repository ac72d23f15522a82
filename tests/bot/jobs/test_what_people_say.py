"""Remarks, merge queues and changes of repositories, from the webhook to the job that answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot import sessionstore
from bot.dashboard.sessions import Sessions
from bot.github import NotFound
from bot.github.people import Person
from bot.jobs import context, repositories
from bot.jobs.events import Event
from bot.jobs.inbox import INBOX
from bot.pull_request import PullRequest
from bot.remark import Remark
from tests.conftest import pull_request_payload

PRINT = "0123456789abcdef"
REPOSITORY = {
    "id": 77,
    "name": "shop",
    "full_name": "acme/shop",
    "default_branch": "main",
    "owner": {"login": "acme"},
}
COMMON = {"repository": REPOSITORY, "installation": {"id": 11}, "sender": {"login": "dana", "type": "User"}}
OURS = {
    "id": 5,
    "body": f"x\n\n<!-- evenhand:finding {PRINT} -->",
    "user": {"login": "evenhand[bot]", "type": "Bot"},
}


@dataclass
class Talk:
    """Takes notes of what it would say."""

    heard: list[tuple[int, str, str]] = field(default_factory=list)
    answered: list[tuple[int, str]] = field(default_factory=list)
    described: list[tuple[str, int]] = field(default_factory=list)
    attributed: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    wants_review: bool = False
    gone: bool = False

    def describe(self, event: Event, number: int, **_: Any) -> PullRequest:
        if self.gone:
            raise NotFound("404")
        self.described.append((event.repo, number))
        return PullRequest.from_payload(pull_request_payload(number=number, head="e" * 40))

    def heed(self, pull: PullRequest, remarks: Sequence[Remark], **_: Any) -> bool:
        self.heard += [(pull.number, r.what, r.login) for r in remarks]
        return self.wants_review

    def attribute(self, pull: PullRequest, **_: Any) -> None:
        self.attributed.append((pull.number, pull.labels))

    def answer_queue(self, pull: PullRequest, group_sha: str, **_: Any) -> None:
        self.answered.append((pull.number, group_sha[0]))


@pytest.fixture
def talk(service: Any) -> Talk:
    made = Talk()
    context.use(context.make(service.settings, service.review, made))
    return made


def comment(body: str = "/evenhand recheck", **more: Any) -> dict[str, Any]:
    return {
        "action": "created",
        "issue": {"number": 1, "pull_request": {"url": "x"}},
        "comment": {"id": 9, "body": body, "user": {"login": "dana", "type": "User"}},
        **COMMON,
        **more,
    }


@pytest.mark.parametrize("wants", [True, False])
def test_a_command_is_heeded_and_reviewed_only_when_it_asks_for_that(
    service, deliveries, talk, wants
) -> None:
    service.send(deliveries.pull_request())
    service.work()
    talk.wants_review = wants
    service.send(deliveries.sign("issue_comment", comment()))
    service.work()
    assert talk.heard == [(1, "command", "dana")]
    assert service.reviewed == [(1, "a")] * (2 if wants else 1)


def test_a_command_on_a_closed_pull_request_reviews_nothing(service, deliveries, talk) -> None:
    service.send(deliveries.pull_request("closed", state="closed"))
    service.work()
    talk.wants_review = True
    service.send(deliveries.sign("issue_comment", comment()))
    service.work()
    assert (len(talk.heard), service.reviewed) == (1, [])


def test_a_pull_request_of_before_our_time_is_asked_for_once(service, deliveries, talk) -> None:
    for _ in range(2):
        service.send(deliveries.sign("issue_comment", comment()))
        service.work()
    assert talk.described == [("acme/shop", 1)]
    assert service.reviewed == [(1, "e")]


def test_a_pull_request_that_is_not_there_ends_the_job_with_a_reason(service, deliveries, talk) -> None:
    talk.gone = True
    service.send(deliveries.sign("issue_comment", comment()))
    service.work()
    assert "not to be had" in service.redis.hget("evenhand:unit:pull:77:1", "failure").decode()


@pytest.mark.parametrize(
    ("event", "payload", "what"),
    [
        (
            "pull_request_review_comment",
            {"action": "deleted", "comment": OURS, "pull_request": {"number": 1}},
            "deleted",
        ),
        (
            "pull_request_review_thread",
            {"action": "resolved", "thread": {"comments": [OURS]}, "pull_request": {"number": 1}},
            "resolved",
        ),
        (
            "pull_request_review_thread",
            {"action": "unresolved", "thread": {"comments": [OURS]}, "pull_request": {"number": 1}},
            "unresolved",
        ),
        (
            "pull_request_review_comment",
            {
                "action": "created",
                "comment": {"id": 8, "body": "/evenhand help", "user": {"login": "dana", "type": "User"}},
                "pull_request": {"number": 1},
            },
            "command",
        ),
        (
            "check_run",
            {
                "action": "requested_action",
                "requested_action": {"identifier": "not_useful"},
                "check_run": {"head_sha": "a" * 40, "pull_requests": []},
            },
            "not_useful",
        ),
    ],
)
def test_each_remark_reaches_the_job_of_its_pull_request(
    service, deliveries, talk, event, payload, what
) -> None:
    service.send(deliveries.pull_request())
    service.work()
    service.send(deliveries.sign(event, {**payload, **COMMON}))
    service.work()
    assert talk.heard == [(1, what, "dana")]


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("issue_comment", comment(issue={"number": 1})),
        ("issue_comment", comment("thanks!")),
        ("issue_comment", comment(action="edited")),
        (
            "issue_comment",
            comment(
                comment={"id": 9, "body": "/evenhand recheck", "user": {"login": "x[bot]", "type": "Bot"}}
            ),
        ),
        (
            "pull_request_review_thread",
            {
                "action": "resolved",
                "thread": {"comments": [OURS]},
                "pull_request": {"number": 1},
                **COMMON,
                "sender": {"login": "evenhand[bot]", "type": "Bot"},
            },
        ),
        (
            "pull_request_review_thread",
            {"action": "resolved", "thread": {"comments": []}, "pull_request": {"number": 1}, **COMMON},
        ),
        ("push", {"ref": "refs/heads/main", **COMMON}),
        (
            "check_run",
            {
                "action": "requested_action",
                "requested_action": {"identifier": "somebody_elses"},
                "check_run": {"head_sha": "a" * 40, "pull_requests": []},
                **COMMON,
            },
        ),
        (
            "merge_group",
            {"action": "checks_requested", "merge_group": {"head_ref": "x", "head_sha": "b" * 40}, **COMMON},
        ),
        (
            "merge_group",
            {"action": "destroyed", "merge_group": {"head_ref": "x", "head_sha": "b" * 40}, **COMMON},
        ),
        ("star", {"action": "created", **COMMON}),
    ],
)
def test_what_calls_for_nothing_costs_nothing(service, deliveries, talk, event, payload) -> None:
    service.send(deliveries.sign(event, payload))
    assert service.redis.llen(INBOX) == 0


def test_a_merge_queue_is_answered_after_the_review_that_is_due(service, deliveries, talk) -> None:
    sha = "c" * 40
    group = {"head_sha": sha, "head_ref": f"refs/heads/gh-readonly-queue/main/pr-1-{'b' * 40}"}
    service.send(deliveries.pull_request())
    service.send(
        deliveries.sign("merge_group", {"action": "checks_requested", "merge_group": group, **COMMON})
    )
    service.work()
    assert (service.reviewed, talk.answered) == ([(1, "a")], [(1, "c")])


def test_a_check_suite_of_an_unknown_head_asks_nobody(service, deliveries, talk) -> None:
    suite = {"head_sha": "f" * 40, "pull_requests": [{"number": 1, "base": {"repo": {"id": 77}}}]}
    service.send(deliveries.sign("check_suite", {"action": "requested", "check_suite": suite, **COMMON}))
    service.work()
    assert (talk.described, service.reviewed) == ([], [])


def test_a_label_calls_for_the_agent_anew_and_for_no_review(service, deliveries, talk) -> None:
    service.send(deliveries.pull_request("labeled", labels=("agent:devin",)))
    service.work()
    assert (service.reviewed, talk.attributed) == ([(1, "a")], [])
    service.send(deliveries.pull_request("labeled", labels=("agent:codex",), updated="2026-11-02T10:05:00Z"))
    service.work()
    assert (service.reviewed, talk.attributed) == ([(1, "a")], [(1, ("agent:codex",))])


def test_a_renamed_repository_keeps_its_history_under_the_new_name(service, deliveries, talk) -> None:
    service.send(deliveries.installation(), deliveries.pull_request())
    service.work(2)
    renamed = {**REPOSITORY, "name": "store", "full_name": "acme/store"}
    service.send(deliveries.sign("repository", {"action": "renamed", **COMMON, "repository": renamed}))
    service.work()
    assert [row.repo for row in service.ledger.pull_requests("acme")] == ["acme/store"]
    assert [known.full_name for known in repositories.known(service.redis, "acme")] == ["acme/store"]
    service.send(deliveries.sign("repository", {"action": "deleted", **COMMON, "repository": renamed}))
    service.work()
    assert repositories.known(service.redis, "acme") == []
    assert len(service.ledger.pull_requests("acme")) == 1


def test_a_revoked_authorisation_ends_the_persons_sessions(service, deliveries, talk) -> None:
    sessions = Sessions(service.redis)
    mine = [sessions.begin(Person("Dana", frozenset({"acme/shop"}))) for _ in range(2)]
    other = sessions.begin(Person("ann", frozenset()))
    payload = {"action": "revoked", "sender": {"login": "dana", "type": "User"}}
    service.send(deliveries.sign("github_app_authorization", payload))
    service.work()
    assert [sessions.find(one) for one in mine] == [None, None]
    assert sessions.find(other) is not None
    assert sessionstore.end_all(service.redis, "dana") == 0


def test_an_event_survives_the_way_through_json() -> None:
    remark = Remark("command", "dana", "/evenhand help", "9", True, (PRINT,))
    from bot.jobs.events import Kind

    event = Event(
        Kind.REMARK,
        "created",
        "d",
        "2026-11-22T12:00:00Z",
        11,
        repo_id=7,
        repo="a/b",
        numbers=(1,),
        remark=remark,
    )
    assert Event.from_json(event.to_json()) == event
