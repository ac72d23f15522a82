"""Writes to GitHub that are planned, sent or done; stored before the first of them goes out.

After a crash the unfinished steps say what is left: a planned one was never sent; a sent one may or may not have
arrived and has to be looked for on GitHub, by its marker, before it is sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot import clock
from bot.ledger import pulls
from bot.ledger.errors import LedgerError
from bot.ledger.models import PlanStep, Pull
from bot.ledger.records import PlannedStep, StepState
from bot.ledger.storable import document, text

_UNFINISHED = (StepState.PLANNED.value, StepState.SENT.value)


def save_plan(
    connection: Connection,
    repo_id: int,
    number: int,
    head_sha: str,
    run_id: int | None,
    steps: Sequence[PlannedStep],
) -> tuple[PlannedStep, ...]:
    """Store the steps of one head in order; returns them with ids and states.

    Planning twice is safe. A step that is the same as one of this head which is done comes back as done; one that is
    unfinished (same kind and marker) takes over its row and its state, with the new body. Steps of other heads, and
    unfinished ones that the new plan no longer has, are left as they are: whoever publishes decides about them.
    """
    pull_id = pulls.find(connection, repo_id, number, locked=True)
    earlier = connection.execute(
        select(PlanStep)
        .where(PlanStep.pull_id == pull_id, PlanStep.head_sha == head_sha)
        .order_by(PlanStep.id)
    ).all()
    saved: list[PlannedStep] = []
    taken: set[int] = set()
    for step in steps:
        body = document(step.body)
        known = next(
            (
                row
                for row in earlier
                if row.id not in taken
                and (row.kind, row.marker) == (step.kind, text(step.marker))
                and (row.state in _UNFINISHED or (row.state == StepState.DONE.value and row.body == body))
            ),
            None,
        )
        if known is None:
            saved.append(_add(connection, pull_id, run_id, head_sha, step, body))
            continue
        taken.add(known.id)
        if known.state in _UNFINISHED:
            connection.execute(
                update(PlanStep)
                .where(PlanStep.id == known.id)
                .values(run_id=run_id, body=body, changed_at=clock.now())
            )
        saved.append(
            PlannedStep(step.kind, step.marker, body, known.id, StepState(known.state), known.external_id)
        )
    return tuple(saved)


def unfinished_steps(connection: Connection, repo_id: int, number: int) -> tuple[PlannedStep, ...]:
    """Steps of every head that are neither done nor skipped, in the order of planning; none for an unknown one."""
    rows = connection.execute(
        select(PlanStep)
        .join(Pull, Pull.id == PlanStep.pull_id)
        .where(Pull.repo_id == repo_id, Pull.number == number, PlanStep.state.in_(_UNFINISHED))
        .order_by(PlanStep.id)
    )
    return tuple(_step(row) for row in rows)


def is_done(connection: Connection, repo_id: int, number: int, kind: str, marker: str) -> bool:
    """Whether a step of this kind and marker has been carried out on the pull request."""
    return (
        connection.execute(
            select(PlanStep.id)
            .join(Pull, Pull.id == PlanStep.pull_id)
            .where(
                Pull.repo_id == repo_id,
                Pull.number == number,
                PlanStep.kind == kind,
                PlanStep.marker == text(marker),
                PlanStep.state == StepState.DONE.value,
            )
            .limit(1)
        ).scalar_one_or_none()
        is not None
    )


def change_step(
    connection: Connection,
    step_id: int,
    state: StepState,
    *,
    external_id: str | None = None,
    reason: str = "",
) -> None:
    """Move a step on. Raises LedgerError for an id that does not exist (its organisation may have left)."""
    values: dict[str, Any] = {"state": state.value, "reason": text(reason), "changed_at": clock.now()}
    if external_id is not None:
        values["external_id"] = text(external_id)
    changed = connection.execute(update(PlanStep).where(PlanStep.id == step_id).values(**values))
    if changed.rowcount != 1:
        raise LedgerError(
            f"there is no planned step {step_id}; its pull request may have been deleted meanwhile"
        )


def own_labels(connection: Connection, repo_id: int, number: int) -> frozenset[str]:
    """Labels that we put on the pull request, whether or not they are still there."""
    bodies = connection.scalars(
        select(PlanStep.body)
        .join(Pull, Pull.id == PlanStep.pull_id)
        .where(
            Pull.repo_id == repo_id,
            Pull.number == number,
            PlanStep.kind == "label",
            PlanStep.state == StepState.DONE.value,
        )
    )
    return frozenset(str(label) for body in bodies for label in body.get("labels", ()))


def _add(
    connection: Connection,
    pull_id: int,
    run_id: int | None,
    head_sha: str,
    step: PlannedStep,
    body: dict[str, Any],
) -> PlannedStep:
    now = clock.now()
    step_id = connection.execute(
        insert(PlanStep)
        .values(
            pull_id=pull_id,
            run_id=run_id,
            head_sha=head_sha,
            kind=step.kind,
            marker=text(step.marker),
            body=body,
            state=StepState.PLANNED.value,
            external_id="",
            reason="",
            planned_at=now,
            changed_at=now,
        )
        .returning(PlanStep.id)
    ).scalar_one()
    return PlannedStep(step.kind, step.marker, body, int(step_id))


def _step(row: Row[*tuple[Any, ...]]) -> PlannedStep:
    return PlannedStep(row.kind, row.marker, row.body, row.id, StepState(row.state), row.external_id)
