"""Labels of repositories and on issues and pull requests."""

from __future__ import annotations

from typing import Any

from bot.demo.standin.answers import Answer, Refusal, not_found, unprocessable
from bot.demo.standin.state import Label, Repository, State
from bot.demo.standin.world import Call, handles


def ensure_label(state: State, repo: Repository, name: str) -> Label:
    """The label of that name, made when the repository has none."""
    label = repo.labels.get(name.lower())
    if label is None:
        label = Label(state.new_id("label"), name)
        repo.labels[name.lower()] = label
    return label


def _label(call: Call) -> Label:
    label = call.repo.labels.get(call.params["name"].lower())
    if label is None:
        raise not_found()
    return label


@handles("issues/list-labels-for-repo")
def list_for_repo(call: Call) -> Answer:
    """All labels."""
    return call.listed(list(call.repo.labels.values()), lambda label: call.shapes.label(call.repo, label))


@handles("issues/create-label")
def create(call: Call) -> Answer:
    """A new label; its name must be free."""
    name = call.body["name"]
    if name.lower() in call.repo.labels:
        raise unprocessable("Label", "name", "already_exists")
    label = Label(
        call.state.new_id("label"),
        name,
        call.body.get("color") or "ededed",
        call.body.get("description") or None,
    )
    call.repo.labels[name.lower()] = label
    return Answer(201, call.shapes.label(call.repo, label))


@handles("issues/get-label")
def get(call: Call) -> Answer:
    """One label."""
    return Answer(body=call.shapes.label(call.repo, _label(call)))


@handles("issues/update-label")
def update(call: Call) -> Answer:
    """Changes of a label."""
    label = _label(call)
    body = call.body or {}
    new = body.get("new_name")
    if new is not None and new.lower() != label.name.lower():
        if new.lower() in call.repo.labels:
            raise unprocessable("Label", "name", "already_exists")
        del call.repo.labels[label.name.lower()]
        call.repo.labels[new.lower()] = label
    label.name = new or label.name
    label.color = body.get("color") or label.color
    label.description = body.get("description", label.description)
    return Answer(body=call.shapes.label(call.repo, label))


@handles("issues/delete-label")
def delete(call: Call) -> Answer:
    """Remove a label everywhere."""
    label = _label(call)
    del call.repo.labels[label.name.lower()]
    for issue in call.repo.issues.values():
        issue.labels = [held for held in issue.labels if held is not label]
    return Answer(204)


def _names(body: Any) -> list[str]:
    given = body if isinstance(body, list) else (body or {}).get("labels") or []
    return [name["name"] if isinstance(name, dict) else name for name in given]


def _held(call: Call, labels: list[Label]) -> Answer:
    return Answer(body=[call.shapes.label(call.repo, label) for label in labels])


@handles("issues/list-labels-on-issue")
def list_on_issue(call: Call) -> Answer:
    """Labels of an issue or pull request."""
    return call.listed(call.issue().labels, lambda label: call.shapes.label(call.repo, label))


@handles("issues/add-labels")
def add(call: Call) -> Answer:
    """Add labels; unknown ones are made."""
    issue = call.issue()
    for name in _names(call.body):
        label = ensure_label(call.state, call.repo, name)
        if label not in issue.labels:
            issue.labels.append(label)
    return _held(call, issue.labels)


@handles("issues/set-labels")
def put(call: Call) -> Answer:
    """Replace the labels."""
    issue = call.issue()
    issue.labels = [ensure_label(call.state, call.repo, name) for name in dict.fromkeys(_names(call.body))]
    return _held(call, issue.labels)


@handles("issues/remove-all-labels")
def clear(call: Call) -> Answer:
    """Take all labels off."""
    call.issue().labels = []
    return Answer(204)


@handles("issues/remove-label")
def remove(call: Call) -> Answer:
    """Take one label off; 404 when it is not on."""
    issue = call.issue()
    name = call.params["name"].lower()
    if all(label.name.lower() != name for label in issue.labels):
        raise Refusal(404, "Label does not exist")
    issue.labels = [label for label in issue.labels if label.name.lower() != name]
    return _held(call, issue.labels)
