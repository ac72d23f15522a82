"""Two agents, one issue: one comment that compares, edited in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standin import FaultKind, StandIn
from bot.github import Unanswered
from bot.jobs import context, head_to_head, repositories
from bot.jobs.events import Account, Event, Kind
from bot.ledger.records import AgentState, Attribution
from bot.settings import Settings

SQL = "security/sql-injection"


class Scene:
    """An issue on the stand-in, and pull requests of agents in the ledger."""

    def __init__(self, service: Any, github: StandIn, build: Any) -> None:
        self.service, self.github, self.build = service, github, build
        self.repo = github.repository("acme/shop")
        installation = github.installation("acme")
        account = Account("acme", ((self.repo.id, "acme/shop"),))
        repositories.remember(
            service.redis, Event(Kind.INSTALLATION, "added", "d", "", installation.id, account=account)
        )
        self.installation_id = installation.id

    def pull(
        self,
        number: int,
        agent: str | None,
        *,
        body: str = "Closes #1",
        labels: tuple[str, ...] = (),
        findings: int = 0,
        state: AgentState = AgentState.CERTAIN,
    ) -> list[str]:
        made = replace(
            self.build.pull(
                org="acme", repo_id=self.repo.id, installation_id=self.installation_id, number=number
            ),
            repo="acme/shop",
            body=body,
            labels=labels,
        )
        found = [self.build.finding(f"{number}{n}", SQL) for n in range(findings)]
        run = self.build.run(made, findings=found, sites={SQL: {"python": 5}})
        self.service.ledger.record_run(replace(run, attribution=Attribution(agent, state, "wrote", 0.9)))
        return head_to_head.after_change(
            made, self.service.settings, self.service.ledger, self.service.redis, f"d{number}{findings}"
        )

    def compare(self) -> None:
        head_to_head.run(context.current(), "acme:acme/shop#1")

    @property
    def said(self) -> list[str]:
        return [c.body for c in self.repo.issues[1].comments]


@pytest.fixture
def scene(service: Any, build: Any, tmp_path: Path) -> Iterator[Scene]:
    with StandIn(tmp_path / "github") as github:
        github.create_user("dana", member_of=["acme"])
        github.create_repository("acme", "shop")
        github.open_issue("acme/shop", "dana", "Log in")
        service.settings = Settings.from_env(
            {
                "EVENHAND_DATA_DIR": str(service.settings.data_dir),
                "EVENHAND_REDIS_URL": service.settings.redis_url,
                **github.settings(),
            }
        )
        context.use(context.make(service.settings, service.review))
        yield Scene(service, github, build)
        assert github.violations == ()


def test_the_second_agents_pull_request_brings_the_comparison(scene: Scene) -> None:
    assert scene.pull(2, "codex", findings=2) == []
    assert scene.pull(3, "devin") == ["chore:head-to-head:acme:acme/shop#1"]
    scene.compare()
    (text,) = scene.said
    assert "| OpenAI Codex | open |" in text
    assert "| Devin | open |" in text
    assert "2 pull requests for this issue, by different agents" in text
    scene.github.reset_calls()
    scene.compare()
    assert [c for c in scene.github.calls if c.kind == "rest"] == [], "nothing new: no call"
    scene.pull(4, "jules", findings=1)
    scene.compare()
    (text,) = scene.said
    assert "3 pull requests" in text


def test_the_job_of_a_pull_request_queues_it(scene: Scene) -> None:
    scene.pull(2, "codex")
    scene.pull(3, "devin")
    scene.service.work(2)
    assert len(scene.said) == 1


@pytest.mark.parametrize(
    "second",
    [
        {"agent": "codex"},
        {"agent": None, "state": AgentState.NONE},
        {"agent": "devin", "state": AgentState.POSSIBLE},
        {"agent": "devin", "body": "Closes #9"},
    ],
)
def test_what_compares_no_agents_is_not_told(scene: Scene, second: dict[str, Any]) -> None:
    scene.pull(2, "codex")
    assert scene.pull(3, **second) == []
    scene.compare()
    assert scene.said == []


def test_a_label_puts_a_pull_request_beside_one_that_names_the_issue(scene: Scene) -> None:
    scene.pull(2, "codex", labels=("evenhand-match:login",))
    assert scene.pull(3, "devin", body="", labels=("evenhand-match:Login",)) == [
        "chore:head-to-head:acme:acme/shop#1"
    ]
    scene.compare()
    assert "by different agents" in scene.said[0]


def test_a_lost_answer_leaves_one_comment(scene: Scene) -> None:
    scene.pull(2, "codex")
    scene.pull(3, "devin")
    scene.github.fault(FaultKind.LOST_ANSWER, method="POST", path="/comments$")
    with pytest.raises(Unanswered):
        scene.compare()
    scene.compare()
    assert len(scene.said) == 1


@pytest.mark.parametrize("edits", [False, True])
def test_killed_after_its_write_it_leaves_one_comment(
    scene: Scene, edits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comment is there, and nothing was recorded of it: written anew, or edited."""
    scene.pull(2, "codex")
    scene.pull(3, "devin")
    if edits:
        scene.compare()
        scene.pull(4, "jules", findings=1)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(context.current().ledger), "record_comparison_comment", killed)
        with pytest.raises(KeyboardInterrupt):
            scene.compare()
    scene.compare()
    (text,) = scene.said
    assert ("3 pull requests" if edits else "2 pull requests") in text


def test_three_lost_answers_leave_one_comment(scene: Scene) -> None:
    scene.pull(2, "codex")
    scene.pull(3, "devin")
    scene.github.fault(FaultKind.BAD_GATEWAY, method="POST", path="/comments$", times=2)
    scene.github.fault(FaultKind.LOST_ANSWER, method="POST", path="/comments$")
    for _ in range(3):
        with pytest.raises(Unanswered):
            scene.compare()
    scene.compare()
    assert len(scene.said) == 1


def test_an_issue_that_is_gone_ends_quietly(scene: Scene) -> None:
    scene.pull(2, "codex", body="Closes #77")
    scene.pull(3, "devin", body="Closes #77")
    head_to_head.run(context.current(), "acme:acme/shop#77")
    head_to_head.run(context.current(), "acme:nonsense")
    assert scene.said == []
