"""From a verified body to a slim event, or to the reason why there is nothing to do. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.jobs.events import Account, Event, Kind
from bot.pull_request import PayloadError, PullRequest

ACTIONS: Mapping[str, frozenset[str]] = {
    "pull_request": frozenset(
        {
            "opened",
            "reopened",
            "synchronize",
            "ready_for_review",
            "converted_to_draft",
            "labeled",
            "unlabeled",
            "edited",
            "closed",
        }
    ),
    "check_run": frozenset({"rerequested"}),
    "check_suite": frozenset({"rerequested"}),
    "installation": frozenset({"created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"}),
    "installation_repositories": frozenset({"added", "removed"}),
}
"""Which actions of which events are worked on; all others are acknowledged and left."""

_REPOSITORIES_MAX = 5000


class BadPayload(ValueError):
    """The body is not what GitHub sends; the text says where."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A sound delivery that calls for nothing."""

    reason: str


def parse(body: bytes) -> Mapping[str, Any]:
    """The payload. Raises BadPayload for what is no JSON object, or is nested or long beyond reason."""
    try:
        payload = json.loads(body)
    except RecursionError as error:
        raise BadPayload("the JSON is nested too deeply") from error
    except ValueError as error:  # truncated, not UTF-8, or a number of thousands of digits
        raise BadPayload("the body is not JSON: it may have been cut off on its way") from error
    if not isinstance(payload, dict):
        raise BadPayload("the JSON is not an object")
    return payload


def read(event: str, payload: Mapping[str, Any], delivery_id: str, received_at: str) -> Event | Ignored:
    """What to do. Raises BadPayload when the payload of an event that we work on lacks what the work needs."""
    if event == "ping":
        return Ignored("ping: the webhook works")
    if event not in ACTIONS:
        return Ignored("this event is not worked on")
    action = payload.get("action")
    if not isinstance(action, str) or action not in ACTIONS[event]:
        return Ignored("this action is not worked on")
    installation = payload.get("installation")
    if not isinstance(installation, dict) or type(installation.get("id")) is not int:
        return Ignored("no installation is named: the webhook is not an App's")
    common = Event(Kind.CHORE, action, delivery_id, received_at, installation["id"])
    try:
        if event == "pull_request":
            return _pull_request(common, payload)
        if event.startswith("check_"):
            return _rerun(common, payload[event], payload["repository"])
        return _installation(common, payload)
    except PayloadError as error:
        raise BadPayload(str(error)) from error
    except KeyError as error:
        raise BadPayload(f"the payload has no {error.args[0]!r}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadPayload(f"the payload is not shaped like {event!r}") from error


def _pull_request(common: Event, payload: Mapping[str, Any]) -> Event:
    pull = PullRequest.from_payload(payload)
    changes = payload.get("changes")
    return replace(
        common,
        kind=Kind.PULL_REQUEST,
        pull=_storable(pull),
        before=str(payload.get("before") or "") if common.action == "synchronize" else "",
        base_changed=common.action == "edited" and isinstance(changes, dict) and "base" in changes,
    )


def _rerun(common: Event, check: Mapping[str, Any], repository: Mapping[str, Any]) -> Event:
    # `pull_requests` is empty for forks, and may name pull requests of other repositories.
    repo_id = int(repository["id"])
    numbers = tuple(
        int(pull["number"])
        for pull in check.get("pull_requests") or ()
        if int((pull.get("base") or {}).get("repo", {}).get("id", repo_id)) == repo_id
    )
    return replace(
        common,
        kind=Kind.RERUN,
        repo_id=repo_id,
        head_sha=str(check["head_sha"]),
        numbers=tuple(sorted(set(numbers)))[:50],
    )


def _installation(common: Event, payload: Mapping[str, Any]) -> Event:
    name = "repositories" if common.action == "created" else "repositories_added"
    repositories = [
        (int(one["id"]), _clean(str(one["full_name"])))
        for one in (payload.get(name) or ())[:_REPOSITORIES_MAX]
    ]
    login = _clean(str(payload["installation"]["account"]["login"]))
    return replace(common, kind=Kind.INSTALLATION, account=Account(login, tuple(repositories)))


def _storable(pull: PullRequest) -> PullRequest:
    """Without what no database or UTF-8 text can hold: lone surrogates and NUL."""
    texts = {
        name: _clean(value)
        for name in PullRequest.__dataclass_fields__
        if isinstance(value := getattr(pull, name), str)
    }
    return replace(pull, **texts, labels=tuple(_clean(label) for label in pull.labels))  # type: ignore[arg-type]


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
