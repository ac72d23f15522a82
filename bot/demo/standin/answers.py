"""What a handler gives back: an answer, or a refusal in GitHub's own form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DOCUMENTATION = "https://docs.github.com/rest"


@dataclass(frozen=True, slots=True)
class Answer:
    """A success. ``body`` is JSON-able, None for an empty answer; ``raw`` replaces it for other media types."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    media_type: str = "application/json; charset=utf-8"


class Refusal(Exception):
    """An error answer as GitHub words it; the work was not done."""

    def __init__(
        self,
        status: int,
        message: str,
        errors: list[Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The JSON that GitHub would send."""
        shape: dict[str, Any] = {"message": self.message}
        if self.errors is not None:
            shape["errors"] = self.errors
        return shape | {"documentation_url": DOCUMENTATION, "status": str(self.status)}


class Breach(Refusal):
    """A request that breaks GitHub's contract: refused like a refusal, and recorded so that a test can see it."""

    def __init__(
        self, kind: str, faults: list[str], status: int = 422, message: str = "Validation Failed"
    ) -> None:
        # GitHub gives bad anchors as plain strings, other faults as objects.
        super().__init__(
            status, message, list(faults) if kind == "anchor" else [{"message": f} for f in faults]
        )
        self.kind = kind
        self.faults = faults


def not_found() -> Refusal:
    """404: absent, or hidden from this actor."""
    return Refusal(404, "Not Found")


def unprocessable(resource: str, field_name: str, code: str, message: str | None = None) -> Refusal:
    """422 with one structured error."""
    error = {"resource": resource, "field": field_name, "code": code}
    return Refusal(422, "Validation Failed", [error | ({"message": message} if message else {})])
