"""Rules that GitHub states in prose, or enforces without stating them, and its OpenAPI description does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

BODY_LIMIT = 65_536
OUTPUT_LIMIT = 65_535
ANNOTATIONS_LIMIT = 50
ANNOTATION_TEXT_BYTES = 64 * 1024
LABEL_NAME_LIMIT = 50
LABEL_DESCRIPTION_LIMIT = 100
ISSUE_TITLE_LIMIT = 256
COMMENTS_LIMIT = 30
"""More than about 30 comments in one review were seen to end in a 502 although created."""

_CONCLUSIONS = frozenset(
    {"action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"}
)
_REACTIONS = frozenset({"+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"})

Body = Mapping[str, Any]


def faults(operation_id: str, body: Any) -> list[str]:
    """What is wrong with a request's body beyond its schema, in words."""
    if isinstance(body, list):
        body = {"labels": body}
    rule = _RULES.get(operation_id)
    return [] if rule is None or not isinstance(body, Mapping) else rule(body)


def _check_run(body: Body) -> list[str]:
    found = []
    status, conclusion = body.get("status"), body.get("conclusion")
    if status == "completed" and conclusion is None:
        found.append("conclusion: required when status is completed")
    if body.get("completed_at") is not None and conclusion is None:
        found.append("conclusion: required when completed_at is given")
    if conclusion is not None and conclusion not in _CONCLUSIONS:
        found.append(f"conclusion: {conclusion!r} cannot be set by an App")
    if conclusion is not None and status not in (None, "completed"):
        found.append(f"status: {status!r} contradicts a conclusion")
    if status in ("waiting", "requested", "pending"):
        found.append(f"status: {status!r} can be set by GitHub Actions only")
    start, end = _time(body.get("started_at")), _time(body.get("completed_at"))
    if start and end and end < start:
        found.append("completed_at: before started_at")
    if body.get("name") is not None and not str(body["name"]).strip():
        found.append("name: must not be blank")
    output = body.get("output")
    if isinstance(output, Mapping):
        found += _output(output)
    actions = [action.get("identifier") for action in body.get("actions") or ()]
    if len(set(actions)) != len(actions):
        found.append("actions: identifiers must differ")
    return found


def _output(output: Body) -> list[str]:
    found = [
        f"output.{name}: over {OUTPUT_LIMIT} characters"
        for name in ("summary", "text")
        if len(str(output.get(name) or "")) > OUTPUT_LIMIT
    ]
    if output.get("title") is not None and not str(output["title"]).strip():
        found.append("output.title: must not be blank")
    annotations = output.get("annotations") or ()
    if len(annotations) > ANNOTATIONS_LIMIT:
        found.append(
            f"output.annotations: {len(annotations)} given, {ANNOTATIONS_LIMIT} allowed in a request"
        )
    for index, annotation in enumerate(annotations):
        found += [f"output.annotations[{index}]: {fault}" for fault in _annotation(annotation)]
    return found


def _annotation(annotation: Body) -> list[str]:
    found = []
    start, end = annotation.get("start_line", 1), annotation.get("end_line", 1)
    if start < 1 or end < 1:
        found.append("lines start at 1")
    if end < start:
        found.append("end_line: before start_line")
    columns = [annotation.get(name) for name in ("start_column", "end_column")]
    if start != end and any(column is not None for column in columns):
        found.append("columns are allowed only when start_line equals end_line")
    if len(str(annotation.get("title") or "")) > 255:
        found.append("title: over 255 characters")
    for name in ("message", "raw_details"):
        if len(str(annotation.get(name) or "").encode()) > ANNOTATION_TEXT_BYTES:
            found.append(f"{name}: over 64 KB")
    if not str(annotation.get("message", "x")).strip():
        found.append("message: must not be blank")
    path = str(annotation.get("path") or "")
    if not path or path.startswith(("/", "./")):
        found.append("path: must be relative to the repository's root")
    return found


def _review(body: Body) -> list[str]:
    found = _body_limit(body)
    event = body.get("event")
    if event in ("REQUEST_CHANGES", "COMMENT") and not str(body.get("body") or "").strip():
        found.append(f"body: required for {event}")
    comments = body.get("comments") or ()
    if len(comments) > COMMENTS_LIMIT:
        found.append(
            f"comments: {len(comments)} given; over {COMMENTS_LIMIT} GitHub answers 502 though it made them"
        )
    for index, comment in enumerate(comments):
        found += [f"comments[{index}]: {fault}" for fault in _body_limit(comment) + _blank(comment)]
        if comment.get("line") is None and comment.get("position") is None:
            found.append(f"comments[{index}]: line (or position) is required")
        found += [f"comments[{index}]: {fault}" for fault in _range(comment)]
    return found


def _review_comment(body: Body) -> list[str]:
    found = _body_limit(body) + _blank(body)
    if body.get("in_reply_to") is None:
        whole_file = body.get("subject_type") == "file"
        if body.get("line") is None and body.get("position") is None and not whole_file:
            found.append("line: required unless subject_type is file")
        if whole_file and body.get("line") is not None:
            found.append("line: must be absent when subject_type is file")
        found += _range(body)
    return found


def _range(comment: Body) -> list[str]:
    found = []
    for name in ("side", "start_side"):
        allowed = ("LEFT", "RIGHT") if name == "side" else ("LEFT", "RIGHT", "side")
        if comment.get(name) is not None and comment[name] not in allowed:
            found.append(f"{name}: must be LEFT or RIGHT")
    start, line = comment.get("start_line"), comment.get("line")
    if start is not None and line is None:
        found.append("start_line: given without line")
    if start is not None and line is not None and start >= line:
        found.append("start_line: must precede line")
    if comment.get("start_side") is not None and start is None:
        found.append("start_side: given without start_line")
    return found


def _issue(body: Body) -> list[str]:
    found = _body_limit(body)
    title = body.get("title")
    if title is not None and not str(title).strip():
        found.append("title: must not be blank")
    if len(str(title or "")) > ISSUE_TITLE_LIMIT:
        found.append(f"title: over {ISSUE_TITLE_LIMIT} characters")
    if body.get("state_reason") is not None and body.get("state") is None:
        found.append("state_reason: given without state")
    for name in body.get("labels") or ():
        found += _label_name(name.get("name") if isinstance(name, Mapping) else name)
    return found


def _comment(body: Body) -> list[str]:
    return _body_limit(body) + _blank(body)


def _label(body: Body) -> list[str]:
    found = []
    for key in ("name", "new_name"):
        if key in body:
            found += _label_name(body[key])
    color = body.get("color")
    if color is not None and not re.fullmatch(r"[0-9a-fA-F]{6}", str(color)):
        found.append("color: six hex digits without #")
    if len(str(body.get("description") or "")) > LABEL_DESCRIPTION_LIMIT:
        found.append(f"description: over {LABEL_DESCRIPTION_LIMIT} characters")
    return found


def _labels(body: Body) -> list[str]:
    names = [name.get("name") if isinstance(name, Mapping) else name for name in body.get("labels") or ()]
    return [fault for name in names for fault in _label_name(name)]


def _label_name(name: Any) -> list[str]:
    text = str(name or "")
    if not text.strip():
        return ["label: name must not be blank"]
    return [f"label: name over {LABEL_NAME_LIMIT} characters"] if len(text) > LABEL_NAME_LIMIT else []


def _reaction(body: Body) -> list[str]:
    return [] if body.get("content") in _REACTIONS else ["content: no such reaction"]


def _token(body: Body) -> list[str]:
    if body.get("repositories") is not None and body.get("repository_ids") is not None:
        return ["repositories and repository_ids exclude each other"]
    chosen = body.get("repositories") or body.get("repository_ids") or ()
    return [f"repositories: {len(chosen)} given, 500 allowed"] if len(chosen) > 500 else []


def _body_limit(body: Body) -> list[str]:
    long = len(str(body.get("body") or "")) > BODY_LIMIT
    return [f"body: over {BODY_LIMIT} characters"] if long else []


def _blank(body: Body) -> list[str]:
    return [] if str(body.get("body") or "").strip() else ["body: must not be blank"]


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value).replace("Z", "+00:00"))


_RULES: dict[str, Callable[[Body], list[str]]] = {
    "checks/create": _check_run,
    "checks/update": _check_run,
    "pulls/create-review": _review,
    "pulls/update-review": _comment,
    "pulls/create-review-comment": _review_comment,
    "pulls/create-reply-for-review-comment": _comment,
    "pulls/update-review-comment": _comment,
    "issues/create": _issue,
    "issues/update": _issue,
    "issues/create-comment": _comment,
    "issues/update-comment": _comment,
    "issues/create-label": _label,
    "issues/update-label": _label,
    "issues/add-labels": _labels,
    "issues/set-labels": _labels,
    "reactions/create-for-issue": _reaction,
    "reactions/create-for-issue-comment": _reaction,
    "reactions/create-for-pull-request-review-comment": _reaction,
    "apps/create-installation-access-token": _token,
}
