"""Events that run a workflow with the repository's own rights for a stranger's change, and what keeps strangers out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.security.workflow_reader import Job, Step, Text, Workflow

PRIVILEGED = ("pull_request_target", "workflow_run", "issue_comment")
"""They run with secrets and a writing token although a fork's pull request or comment started them."""

_HEAD = re.compile(
    r"github\.head_ref|\.head\.(?:sha|ref)\b|\bhead_(?:sha|ref|branch)\b|head_commit\.id|merge_commit_sha"
    r"|refs/(?:remotes/)?pull/|\bpull/\$\{|\bpr\.(?:head|sha)",
    re.IGNORECASE,
)
_HEAD_REPOSITORY = re.compile(r"\.head\.repo\b|head_repository", re.IGNORECASE)
_FETCHED = re.compile(
    r"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|checkout|switch|merge|pull|reset)\b[^\n;&|]*"
    r"(?:refs/pull/|\bpull/[^\s/]+/(?:head|merge)|\$\{\{[^}]*(?:\.head\.(?:sha|ref)|head_ref|head_sha|head_branch)[^}]*\}\})"
)
_OWN_PEOPLE = re.compile(
    r"head\.repo\.full_name\s*==|==\s*github\.event\.pull_request\.head\.repo\.full_name"
    r"|head_repository\.(?:full_name|id|owner\.login)\s*=="
    r"|head\.repo\.(?:owner\.login|id|owner\.id)\s*==|head\.repo\.fork\s*(?:==\s*false|!=\s*true)|!\s*\(?\s*github\.event\.pull_request\.head\.repo\.fork"
    r"|author_association|permission|\bgithub\.(?:actor|triggering_actor)\s*==|user\.login\s*==|sender\.login\s*=="
    r"|fromJSON\([^)]*\)\s*,\s*(?:github\.actor|github\.event\.\w+\.user\.login)|contains\([^)]*github\.(?:actor|event\.\w+\.user\.login)"
    r"|needs\.[\w-]+\.outputs\.|steps\.[\w-]+\.outputs\.|event\.workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'"
    r"|workflow_run\.event\s*!=\s*'pull_request|event\.workflow_run\.head_branch\s*==|merged\s*==\s*true|\.merged\b(?!_)",
    re.IGNORECASE,
)
_GATED_ENVIRONMENT = re.compile(
    r"approv|external|fork|untrusted|review|protected|safe|head\.repo", re.IGNORECASE
)
_PERMISSION_CHECK = re.compile(
    r"getCollaboratorPermissionLevel|/collaborators/|check-user-permission|has-permission|check_permission"
    r"|get-user-teams-membership|checkMembership",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A place that puts the pull request's own files into a privileged job."""

    first: int
    last: int
    directory: str = ""
    step: Step | None = None


def head_checkouts(job: Job) -> Iterator[Checkout]:
    """Steps that fetch the code of the pull request's head or of its merge."""
    for step in job.steps:
        if step.action == "actions/checkout":
            wanted = [step.given.get("ref"), step.given.get("repository")]
            if any(_of_head(text) for text in wanted if text is not None):
                last = max(t.end_line for t in wanted if t is not None)
                assert step.uses is not None
                directory = step.given["path"].value if "path" in step.given else ""
                yield Checkout(min(step.uses.line, last), max(step.uses.line, last), directory, step)
        elif step.run is not None:
            match = _FETCHED.search(step.run.value)
            if match is not None:
                yield Checkout(step.run.line, step.run.end_line, "", step)


def head_given(job: Job) -> Text | None:
    """The input by which a job hands the head to a reusable workflow."""
    if job.uses is None:
        return None
    return next((t for name, t in job.given.items() if "ref" in name or "sha" in name if _of_head(t)), None)


def guarded(workflow: Workflow, job: Job, step: Step | None) -> bool:
    """Whether a condition, an environment with reviewers or a check of permissions keeps strangers out."""
    jobs = {j.name: j for j in workflow.jobs}
    seen: set[str] = set()
    waiting = [job]
    while waiting:
        current = waiting.pop()
        if current.name in seen:
            continue
        seen.add(current.name)
        if _closed(workflow, current.condition) or _GATED_ENVIRONMENT.search(current.environment):
            return True
        waiting.extend(jobs[name] for name in current.needs if name in jobs)
    if step is None:
        return False
    if _closed(workflow, step.condition):
        return True
    for earlier in job.steps:
        if earlier is step:
            return False
        said = [
            earlier.action,
            *(t.value for t in (earlier.run, earlier.given.get("script")) if t is not None),
        ]
        if any(_PERMISSION_CHECK.search(text) for text in said):
            return True
    return False


def only_data(job: Job, checkout: Checkout) -> bool:
    """Whether the head lies in a directory of its own of which nothing is run."""
    if not checkout.directory or "${{" in checkout.directory:
        return False
    name = re.escape(checkout.directory.strip("./"))
    if not name:
        return False
    run = re.compile(
        rf"\b(?:cd|pushd|-C|--prefix|--cwd|--directory|--project|-f|-r|source|\.)[ =]+[\"']?(?:\./)?{name}\b"
        rf"|(?:^|[\s;&|(\"'])(?:\./|\$GITHUB_WORKSPACE/)?{name}/[\w./-]+\.(?:sh|py|js|ts|rb|pl)\b"
        rf"|(?:pip|npm|poetry|docker build|make|go|cargo)[^\n]*[\s/]{name}\b",
        re.MULTILINE,
    )
    for step in job.steps:
        if step.directory.strip("./").partition("/")[0] == checkout.directory.strip("./"):
            return False
        if step.run is not None and run.search(step.run.value):
            return False
        if step.uses is not None and step.uses.value.strip().removeprefix("./").startswith(
            checkout.directory.strip("./") + "/"
        ):
            return False
        if step is not checkout.step and any(
            re.match(rf"(?:\./)?{name}(?:/|$)", text.value) for text in step.given.values()
        ):
            return False
    return True


def _of_head(text: Text) -> bool:
    pattern = _HEAD if "${{" in text.value or "pull/" in text.value else None
    found = pattern is not None and pattern.search(text.value) is not None
    return found or ("${{" in text.value and _HEAD_REPOSITORY.search(text.value) is not None)


def _closed(workflow: Workflow, condition: str) -> bool:
    if not condition:
        return False
    if _OWN_PEOPLE.search(condition) or re.search(
        r"event_name\s*==\s*'(?:push|pull_request|schedule|workflow_dispatch)'", condition
    ):
        return True
    target = workflow.trigger("pull_request_target")
    return target is not None and target.types == ("labeled",) and "label" in condition
