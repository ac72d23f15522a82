"""The ledger as one reader may see it: repositories that are not the reader's do not exist in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

from bot.ledger import Ledger
from bot.ledger.records import (
    AdherenceRow,
    AgentState,
    FindingRow,
    OverviewRow,
    PullDetail,
    PullRequestRow,
    PullSitesRow,
    SummaryIssueRow,
    Usefulness,
)

Row = TypeVar("Row", AdherenceRow, FindingRow, PullRequestRow, PullSitesRow)


@dataclass(frozen=True, slots=True)
class VisibleLedger:
    """Reads only. With ``repos`` None everything is visible, as to whoever sits at the machine itself."""

    ledger: Ledger
    repos: frozenset[str] | None = None
    """Full names in lower case."""

    def organisations(self) -> list[str]:
        """Organisations with at least one visible repository."""
        logins = self.ledger.organisations()
        if self.repos is None:
            return logins
        owners = {repo.partition("/")[0] for repo in self.repos}
        return [login for login in logins if login.lower() in owners]

    def usefulness(self, org: str, since: datetime) -> dict[str, Usefulness]:
        """What people think of the rules' findings in a whole organisation: counts without names or places."""
        return self.ledger.usefulness(org, since) if org in self.organisations() else {}

    def pull_requests(
        self, org: str, since: datetime | None = None, until: datetime | None = None
    ) -> list[PullRequestRow]:
        """Pull requests opened in the span, oldest first."""
        return self._only(self.ledger.pull_requests(org, since, until))

    def findings(
        self,
        org: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        rule: str | None = None,
        repo: str | None = None,
        number: int | None = None,
    ) -> list[FindingRow]:
        """Findings of the pull requests opened in the span."""
        return self._only(self.ledger.findings(org, since, until, rule=rule, repo=repo, number=number))

    def sites(
        self, org: str, since: datetime | None, until: datetime | None, rule: str
    ) -> list[PullSitesRow]:
        """Places of a rule or family by pull request, at the first reviewed head."""
        return self._only(self.ledger.sites(org, since, until, rule=rule))

    def adherence(
        self,
        org: str,
        since: datetime | None,
        until: datetime | None,
        head: Literal["first", "last"],
        states: Collection[AgentState],
    ) -> list[AdherenceRow]:
        """Sites and findings by agent, rule, repository and language."""
        return self._only(self.ledger.adherence(org, since, until, head, states))

    def overview(self, org: str, since: datetime | None, until: datetime | None) -> list[OverviewRow]:
        """Counts of pull requests by agent; counted from the visible ones where not all are."""
        if self.repos is None:
            return self.ledger.overview(org, since, until)
        groups: dict[tuple[str | None, AgentState], list[PullRequestRow]] = defaultdict(list)
        for pull in self.pull_requests(org, since, until):
            groups[pull.agent, pull.agent_state].append(pull)
        return [_counted(*key, pulls) for key, pulls in groups.items()]

    def opened_days(self, org: str) -> list[date]:
        """Days with a visible pull request opened on them, newest first."""
        days = self.ledger.opened_days(org)
        return list(dict.fromkeys(day for day, repo in days if self.sees(repo)))

    def pull_request(self, org: str, repo: str, number: int) -> PullDetail | None:
        """One pull request, None where there is none or none to see."""
        return self.ledger.pull_request(org, repo, number) if self.sees(repo) else None

    def summary_issues(self, org: str) -> dict[str, SummaryIssueRow]:
        """Issues that carry weekly summaries, in visible repositories."""
        return {
            week: issue for week, issue in self.ledger.summary_issues(org).items() if self.sees(issue.repo)
        }

    def sees(self, repo: str) -> bool:
        """Whether the repository is one of the reader's."""
        return self.repos is None or repo.lower() in self.repos

    def _only(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if self.sees(row.repo)]


def _counted(agent: str | None, state: AgentState, pulls: Sequence[PullRequestRow]) -> OverviewRow:
    def total(value: Callable[[PullRequestRow], int]) -> int:
        return sum(value(pull) for pull in pulls)

    return OverviewRow(
        agent=agent,
        agent_state=state,
        opened=len(pulls),
        merged=total(lambda p: p.state == "merged"),
        closed=total(lambda p: p.state == "closed"),
        reviewed=total(lambda p: p.runs > 0),
        clean_first=total(lambda p: p.runs > 0 and p.findings_first == 0),
        findings_first=total(lambda p: p.findings_first),
        findings_last=total(lambda p: p.findings_last),
        fixed_before_merge=total(lambda p: p.fixed_before_merge),
    )
