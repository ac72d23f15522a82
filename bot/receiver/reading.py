"""From a verified body to a slim event, or to the reason why there is nothing to do. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.jobs.events import Account, Event, Kind
from bot.markers import NOT_USEFUL, RERUN, fingerprints_of
from bot.pull_request import PayloadError, PullRequest
from bot.remark import Remark
from bot.webhook_actions import ACTIONS

COMMAND = re.compile(r"/evenhand(?:\s|$)", re.IGNORECASE)
COMMAND_LIMIT = 1000
ORGANISATION_REPOSITORY = ".github"
"""The repository in which an organisation keeps its own configuration."""

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
    action = payload.get("action", "")
    if not isinstance(action, str) or action not in ACTIONS[event]:
        return Ignored("this action is not worked on")
    if event == "github_app_authorization":
        return _revoked(payload, delivery_id, received_at)
    installation = payload.get("installation")
    if not isinstance(installation, dict) or type(installation.get("id")) is not int:
        return Ignored("no installation is named: the webhook is not an App's")
    common = Event(Kind.CHORE, action, delivery_id, received_at, installation["id"])
    try:
        return _READERS[event](common, payload)
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


def _check(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    event = "check_run" if "check_run" in payload else "check_suite"
    rerun = _rerun(common, payload[event], payload["repository"])
    if common.action == "requested":
        # Told with every push, often before the pull request itself: only heads that we know already are looked after.
        return replace(rerun, numbers=())
    if common.action != "requested_action":
        return rerun
    identifier = (payload.get("requested_action") or {}).get("identifier")
    if identifier == RERUN:
        return replace(rerun, action="rerequested")
    if identifier == NOT_USEFUL:
        return replace(rerun, kind=Kind.REMARK, remark=Remark(NOT_USEFUL, _login(payload)))
    return Ignored("this button is not one of ours")


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
        repo=_clean(str(repository.get("full_name") or "")),
        head_sha=str(check["head_sha"]),
        numbers=tuple(sorted(set(numbers)))[:50],
    )


def _merge_group(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    group = payload["merge_group"]
    # Names such as gh-readonly-queue/main/pr-12-<sha of the base>: GitHub tells the pull request nowhere else.
    number = re.search(r"/pr-(\d{1,9})-[0-9a-f]{40,64}$", str(group["head_ref"]))
    if number is None:
        return Ignored("the merge group names no pull request")
    return replace(
        common,
        kind=Kind.MERGE_GROUP,
        repo_id=int(payload["repository"]["id"]),
        repo=_clean(str(payload["repository"]["full_name"])),
        head_sha=str(group["head_sha"]),
        ref=_clean(str(group["head_ref"])),
        numbers=(int(number[1]),),
    )


def _issue_comment(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    if not payload["issue"].get("pull_request"):
        return Ignored("a comment on an issue, not on a pull request")
    return _command(common, payload, int(payload["issue"]["number"]), in_thread=False)


def _review_comment(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    number = int(payload["pull_request"]["number"])
    if common.action == "created":
        return _command(common, payload, number, in_thread=True)
    return _about_ours(common, payload, payload["comment"], "deleted", number)


def _review_thread(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    comments = payload["thread"].get("comments") or ()
    if not comments:
        return Ignored("a thread without comments")
    return _about_ours(common, payload, comments[0], common.action, int(payload["pull_request"]["number"]))


def _command(common: Event, payload: Mapping[str, Any], number: int, *, in_thread: bool) -> Event | Ignored:
    comment = payload["comment"]
    first = str(comment.get("body") or "").lstrip("\ufeff").split("\n", 1)[0].strip()
    if not COMMAND.match(first):
        return Ignored("a comment without a command")
    if _is_bot(comment):
        return Ignored("bots give no commands")
    remark = Remark(
        "command",
        _clean(str(comment["user"]["login"])),
        _clean(first[:COMMAND_LIMIT]),
        str(int(comment["id"])),
        in_thread,
    )
    return _remarked(common, payload, remark, number)


def _about_ours(
    common: Event, payload: Mapping[str, Any], comment: Mapping[str, Any], what: str, number: int
) -> Event | Ignored:
    # Anyone may paste a mark; only what a bot wrote can be ours, and only findings that we know are looked up by it.
    prints = fingerprints_of(str(comment.get("body") or "")) if _is_bot(comment) else ()
    if not prints:
        return Ignored("a comment of somebody else")
    if (payload.get("sender") or {}).get("type") == "Bot":
        return Ignored("done by a bot, not by a person")
    remark = Remark(what, _login(payload), comment_id=str(int(comment["id"])), fingerprints=prints[:100])
    return _remarked(common, payload, remark, number)


def _remarked(common: Event, payload: Mapping[str, Any], remark: Remark, number: int) -> Event:
    return replace(
        common,
        kind=Kind.REMARK,
        repo_id=int(payload["repository"]["id"]),
        repo=_clean(str(payload["repository"]["full_name"])),
        numbers=(number,),
        remark=remark,
    )


def _push(common: Event, payload: Mapping[str, Any]) -> Event | Ignored:
    repository = payload["repository"]
    if payload["ref"] != f"refs/heads/{repository['default_branch']}":
        return Ignored("a push to a branch without configuration")
    if str(repository["name"]) != ORGANISATION_REPOSITORY:
        return Ignored("a repository's configuration is read with each pull request")
    return replace(
        common,
        kind=Kind.PUSH,
        repo_id=int(repository["id"]),
        repo=_clean(str(repository["full_name"])),
        ref=_clean(str(payload["ref"])),
    )


def _repository(common: Event, payload: Mapping[str, Any]) -> Event:
    repository = payload["repository"]
    full_name = _clean(str(repository["full_name"]))
    return replace(
        common,
        kind=Kind.REPOSITORY,
        repo_id=int(repository["id"]),
        repo=full_name,
        account=Account(_clean(str(repository["owner"]["login"]))),
    )


def _revoked(payload: Mapping[str, Any], delivery_id: str, received_at: str) -> Event | Ignored:
    login = _login(payload)
    if not login:
        return Ignored("nobody is named")
    return Event(Kind.PERSON, "revoked", delivery_id, received_at, 0, account=Account(login))


def _login(payload: Mapping[str, Any]) -> str:
    return _clean(str((payload.get("sender") or {}).get("login") or ""))


def _is_bot(comment: Mapping[str, Any]) -> bool:
    return (comment.get("user") or {}).get("type") == "Bot"


def _installation(common: Event, payload: Mapping[str, Any]) -> Event:
    name = "repositories" if common.action == "created" else "repositories_added"
    repositories = [
        (int(one["id"]), _clean(str(one["full_name"])))
        for one in (payload.get(name) or ())[:_REPOSITORIES_MAX]
    ]
    login = _clean(str(payload["installation"]["account"]["login"]))
    return replace(common, kind=Kind.INSTALLATION, account=Account(login, tuple(repositories)))


_READERS: Mapping[str, Callable[[Event, Mapping[str, Any]], Event | Ignored]] = {
    "pull_request": _pull_request,
    "check_run": _check,
    "check_suite": _check,
    "merge_group": _merge_group,
    "issue_comment": _issue_comment,
    "pull_request_review_comment": _review_comment,
    "pull_request_review_thread": _review_thread,
    "push": _push,
    "installation": _installation,
    "installation_repositories": _installation,
    "repository": _repository,
}


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
