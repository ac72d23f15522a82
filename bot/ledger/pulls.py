"""Pull requests and where they belong: organisation, repository, installation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot import clock
from bot.ledger import rollup
from bot.ledger.errors import InstallationGoneError, UnknownPullRequestError
from bot.ledger.models import (
    DailyAdherence,
    DailyPulls,
    Feedback,
    Installation,
    Organisation,
    Pull,
    PullAttribution,
    PullTarget,
    Repository,
)
from bot.ledger.records import AgentState, Attribution
from bot.ledger.storable import document, text, upsert
from bot.pull_request import PullRequest


def record(connection: Connection, pull: PullRequest, attribution: Attribution | None) -> int:
    """Store what is known of a pull request, its roll-ups included. Returns its row id, whose row is now locked."""
    pull_id, before = lock(connection, pull)
    store(connection, pull_id, pull, attribution)
    rollup.apply(connection, before, rollup.refresh(connection, pull_id))
    return pull_id


def lock(connection: Connection, pull: PullRequest) -> tuple[int, rollup.Contribution]:
    """Make sure the pull request has a row, lock it, and say what it contributes to the roll-ups so far."""
    org_id = _place(connection, pull)
    statement = upsert(connection, Pull).values(
        org_id=org_id,
        repo_id=pull.repo_id,
        number=pull.number,
        agent=None,
        agent_state=AgentState.NONE.value,
        runs=0,
        first_head="",
        last_head="",
        findings_first=0,
        findings_last=0,
        fixed_before_merge=0,
        **_facts(pull),
    )
    new = connection.execute(
        statement.on_conflict_do_nothing(index_elements=["repo_id", "number"]).returning(Pull.id)
    ).scalar_one_or_none()
    if new is not None:
        return int(new), rollup.NOTHING
    pull_id = connection.execute(
        select(Pull.id).where(Pull.repo_id == pull.repo_id, Pull.number == pull.number).with_for_update()
    ).scalar_one()
    return pull_id, rollup.contribution(connection, pull_id)


def store(connection: Connection, pull_id: int, pull: PullRequest, attribution: Attribution | None) -> None:
    """Write facts and attribution into a locked row; facts older than those stored are left out."""
    stored = connection.execute(select(Pull.updated_at, Pull.state).where(Pull.id == pull_id)).one()
    facts = _facts(pull)
    # Deliveries arrive in any order. Times have whole seconds only: at equal times an end is newer than what it ended.
    reopens = facts["state"] == "open" and stored.state != "open"
    newer = pull.updated_at > stored.updated_at or (pull.updated_at == stored.updated_at and not reopens)
    if newer:
        connection.execute(update(Pull).where(Pull.id == pull_id).values(**facts))
    if attribution is not None:
        _attribute(connection, pull_id, attribution)


def find(connection: Connection, repo_id: int, number: int, *, locked: bool = False) -> int:
    """The row id of a pull request. Raises UnknownPullRequestError when it was never recorded."""
    statement = select(Pull.id).where(Pull.repo_id == repo_id, Pull.number == number)
    pull_id = connection.execute(statement.with_for_update() if locked else statement).scalar_one_or_none()
    if pull_id is None:
        raise UnknownPullRequestError(
            f"pull request {number} of repository {repo_id} is not in the ledger; record it before what belongs to it"
        )
    return pull_id


def organisation_id(connection: Connection, org: str) -> int | None:
    """The row id of an organisation by login, whatever its case; None when it is unknown."""
    return connection.execute(
        select(Organisation.id).where(Organisation.login_key == org.lower())
    ).scalar_one_or_none()


def organisation(connection: Connection, login: str, installation_id: int) -> int:
    """The organisation's row id, made if need be and bound to the installation that speaks for it now."""
    connection.execute(
        upsert(connection, Organisation)
        .values(
            login=text(login),
            login_key=text(login.lower()),
            installation_id=installation_id,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["login_key"])
    )
    row = connection.execute(
        select(Organisation.id, Organisation.installation_id).where(
            Organisation.login_key == text(login.lower())
        )
    ).one()
    if row.installation_id != installation_id:
        connection.execute(
            update(Organisation).where(Organisation.id == row.id).values(installation_id=installation_id)
        )
    return int(row.id)


def repository(connection: Connection, org_id: int, repo_id: int, full_name: str) -> None:
    """Store a repository; after a transfer its history goes with it to the new owner, as it does on GitHub."""
    connection.execute(
        upsert(connection, Repository)
        .values(id=repo_id, org_id=org_id, full_name=text(full_name))
        .on_conflict_do_nothing(index_elements=["id"])
    )
    row = connection.execute(
        select(Repository.org_id, Repository.full_name).where(Repository.id == repo_id)
    ).one()
    if row.full_name != text(full_name):
        connection.execute(
            update(Repository).where(Repository.id == repo_id).values(full_name=text(full_name))
        )
    if row.org_id != org_id:
        connection.execute(update(Repository).where(Repository.id == repo_id).values(org_id=org_id))
        for model in (Pull, DailyAdherence, DailyPulls):
            connection.execute(update(model).where(model.repo_id == repo_id).values(org_id=org_id))
        moved = select(Pull.id).where(Pull.repo_id == repo_id)
        connection.execute(update(Feedback).where(Feedback.pull_id.in_(moved)).values(org_id=org_id))
        connection.execute(update(PullTarget).where(PullTarget.pull_id.in_(moved)).values(org_id=org_id))


def repository_id(connection: Connection, full_name: str) -> int | None:
    """GitHub's id of a repository that was seen, by full name in any case."""
    return connection.execute(
        select(Repository.id).where(func.lower(Repository.full_name) == text(full_name.lower())).limit(1)
    ).scalar_one_or_none()


def renamed(connection: Connection, repo_id: int, full_name: str) -> None:
    """A repository has another name now. To another owner's statistics it goes with its next pull request there."""
    connection.execute(update(Repository).where(Repository.id == repo_id).values(full_name=text(full_name)))


def _place(connection: Connection, pull: PullRequest) -> int:
    connection.execute(
        upsert(connection, Installation)
        .values(id=pull.installation_id, account=text(pull.org), created_at=clock.now())
        .on_conflict_do_nothing(index_elements=["id"])
    )
    # Held to the end of the transaction: an uninstall waits for us and then deletes what we wrote.
    installation: Row[*tuple[Any, ...]] = connection.execute(
        select(Installation.deleted_at)
        .where(Installation.id == pull.installation_id)
        .with_for_update(read=True)
    ).one()
    if installation.deleted_at is not None:
        raise InstallationGoneError(
            f"installation {pull.installation_id} of {pull.org} was removed; nothing is recorded for it any more"
        )
    org_id = organisation(connection, pull.org, pull.installation_id)
    repository(connection, org_id, pull.repo_id, pull.repo)
    return org_id


def _facts(pull: PullRequest) -> dict[str, Any]:
    merged = pull.merged or pull.merged_at is not None
    return {
        "title": text(pull.title),
        "url": text(pull.html_url),
        "author_type": text(pull.author_type)[:20],
        "base_ref": text(pull.base_ref),
        "head_ref": text(pull.head_ref),
        "head_sha": pull.head_sha,
        "draft": pull.draft,
        "from_fork": pull.from_fork,
        "labels": document(pull.labels),
        "state": "merged" if merged else ("closed" if pull.state == "closed" else "open"),
        "opened_at": pull.created_at,
        "updated_at": pull.updated_at,
        "closed_at": pull.merged_at or pull.closed_at,
        "additions": pull.additions,
        "deletions": pull.deletions,
        "changed_files": pull.changed_files,
    }


def _attribute(connection: Connection, pull_id: int, attribution: Attribution) -> None:
    agent = None if attribution.agent is None else text(attribution.agent)[:100]
    values = {
        "agent": agent,
        "state": attribution.state.value,
        "role": text(attribution.role)[:20],
        "confidence": attribution.confidence,
        "evidence": [document(asdict(signal)) for signal in attribution.evidence],
        "decided_at": clock.now(),
    }
    connection.execute(
        upsert(connection, PullAttribution)
        .values(pull_id=pull_id, **values)
        .on_conflict_do_update(index_elements=["pull_id"], set_=values)
    )
    connection.execute(
        update(Pull).where(Pull.id == pull_id).values(agent=agent, agent_state=attribution.state.value)
    )
