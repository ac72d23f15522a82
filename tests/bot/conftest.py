"""Builders shared by the service's tests: a pull request, an attribution, a finding, a finished review."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.ledger.records import AgentState, Attribution, RunRecord, Signal
from bot.pull_request import PullRequest
from checks import sandbox
from checks.report import Finding, Report, Severity

SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own chromium, one for all tests of a process: two at once cannot be driven."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=next(found), args=list(SWITCHES))
        yield opened
        opened.close()


@pytest.fixture(scope="session", autouse=True)
def warm_reviews() -> Iterator[None]:
    """Reviews start at once here, as they do in a worker."""
    sandbox.keep_warm()
    yield
    sandbox.cool_down()


class Build:
    """Makes plain data with sensible defaults. ``time`` is a Tuesday noon of week 2026-W47."""

    time = datetime(2026, 11, 17, 12, tzinfo=UTC)

    def pull(
        self,
        number: int = 1,
        *,
        org: str = "acme",
        repo: str = "shop",
        repo_id: int = 100,
        installation_id: int = 7,
        head: str = "h1",
        state: str = "open",
        title: str = "Add refunds",
        opened: datetime | None = None,
        at: datetime | None = None,
    ) -> PullRequest:
        """A pull request as seen at ``at``."""
        opened = opened or self.time
        at = at or opened
        full_name = f"{org}/{repo}"
        return PullRequest(
            installation_id=installation_id,
            org=org,
            repo_id=repo_id,
            repo=full_name,
            clone_url=f"https://git.test/{full_name}.git",
            number=number,
            title=title,
            body="",
            author_login="someone",
            author_id=1,
            author_type="User",
            base_ref="main",
            base_sha="b0",
            head_ref="codex/refunds",
            head_sha=head,
            head_repo=full_name,
            draft=False,
            state="open" if state == "open" else "closed",
            merged=state == "merged",
            labels=(),
            created_at=opened,
            updated_at=at,
            closed_at=None if state == "open" else at,
            merged_at=at if state == "merged" else None,
            html_url=f"https://git.test/{full_name}/pull/{number}",
        )

    def attributed(self, agent: str | None = "codex", state: AgentState = AgentState.CERTAIN) -> Attribution:
        """An attribution, certain unless said otherwise."""
        signal = Signal(agent or "", "D", "branch-prefix", "wrote", "codex/refunds")
        return Attribution(agent, state, "wrote" if agent else "", 0.9, (signal,))

    def finding(
        self, fingerprint: str, rule: str, severity: Severity = Severity.WARNING, language: str = "python"
    ) -> Finding:
        """A finding of a rule."""
        return Finding(
            rule=rule,
            family=rule.partition("/")[0],
            severity=severity,
            path="app/db.py",
            line=3,
            end_line=3,
            message=f"Message of {fingerprint}.",
            why="It breaks.",
            fix="Mend it.",
            fingerprint=fingerprint,
            language=language,
        )

    def run(
        self,
        pull: PullRequest,
        *,
        findings: Sequence[Finding] = (),
        sites: Mapping[str, Mapping[str, int]] | None = None,
        attribution: Attribution | None = None,
        ended_at: datetime | None = None,
    ) -> RunRecord:
        """A finished review of the pull request's head."""
        return RunRecord(
            pull=pull,
            attribution=attribution or self.attributed(),
            report=Report(
                base=pull.base_sha, head=pull.head_sha, findings=tuple(findings), sites=dict(sites or {})
            ),
            rule_set="1",
            started_at=ended_at or pull.updated_at,
            ended_at=ended_at or pull.updated_at,
            delivery_id="d-1",
            conclusion="neutral",
        )


@pytest.fixture(scope="session")
def build() -> Build:
    """The builders."""
    return Build()
