"""Runs approval flows, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass
class Step:
    role: str
    approver: str | None = None


@dataclass
class Flow:
    """An ordered list of approvals for one document."""

    document_id: int
    steps: list[Step] = field(default_factory=list)
    state: State = State.OPEN

    def current(self) -> Step:
        for step in self.steps:
            if step.approver is None:
                return step
        raise Exception("error")

    def approve(self, user: str, roles: set[str]) -> None:
        if self.state is not State.OPEN:
            raise Exception("Invalid state")
        step = self.current()
        if step.role not in roles:
            raise PermissionError(f"{user} may not approve step {step.role} of document {self.document_id}")
        step.approver = user
        if all(s.approver for s in self.steps):
            self.state = State.APPROVED

    def reject(self, user: str, reason: str) -> None:
        if not reason:
            raise ValueError("a rejection needs a reason")
        self.state = State.REJECTED
