"""Which expressions of a workflow hold a stranger's text: directly, or by ``env``, outputs and inputs.

``${{ env.TITLE }}`` is as dangerous in a script as what ``TITLE`` was set from; ``"$TITLE"`` is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from checks.security.workflow_expressions import references, untrusted
from checks.security.workflow_reader import Job, Step, Text, Texts, Workflow, is_actions_path, read_workflow
from checks.views import RepoView

CODE_INPUTS: Mapping[str, tuple[str, ...]] = {
    "actions/github-script": ("script",),
    "appleboy/ssh-action": ("script",),
    "azure/cli": ("inlinescript",),
    "azure/powershell": ("inlinescript",),
    "nick-fields/retry": ("command", "on_retry_command", "new_command_on_retry"),
    "nick-invision/retry": ("command", "on_retry_command", "new_command_on_retry"),
    "reactivecircus/android-emulator-runner": ("script", "pre-emulator-launch-script"),
    "addnab/docker-run-action": ("run", "options"),
    "jannekem/run-python-script-action": ("script",),
    "coactions/setup-xvfb": ("run",),
    "gabrielbb/xvfb-action": ("run",),
    "cypress-io/github-action": ("command", "start", "build"),
    "devcontainers/ci": ("runcmd",),
    "cachix/install-nix-action": (),
    "workflow/nix-shell-action": ("script",),
}
"""Actions that run an input as code."""

_FILE_NAMES = {
    "tj-actions/changed-files": re.compile(r".*_files$"),
    "jitterbit/get-changed-files": re.compile(r".*"),
    "trilom/file-changes-action": re.compile(r"files.*"),
    "dorny/paths-filter": re.compile(r".*_files$"),
    "xt0rted/pull-request-comment-branch": re.compile(r"head_ref"),
    "peter-murray/issue-body-parser-action": re.compile(r".*"),
}
"""Actions whose outputs are a stranger's: names of changed files, branches, fields of an issue's text."""

_OUTPUT = re.compile(
    r"""(?:^|[\s;&|])(?:echo|printf)\s+(?:-\w+\s+)*["']?(?P<name>[\w-]+)=(?P<value>.*?)>>\s*["']?\$\{?GITHUB_OUTPUT"""
)
_SET_OUTPUT = re.compile(r"""core\.setOutput\(\s*["'](?P<name>[\w-]+)["']\s*,(?P<value>[^;\n]*)""")
_PAYLOAD = re.compile(
    r"\bpayload\.(?:(?:issue|pull_request|discussion)\??\.(?:title|body|head\.(?:ref|label))|(?:comment|review)\??\.body)"
)
_WORKFLOW_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an expression's text comes from: the context as written there, and the place if it is another one."""

    context: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """What one step can see. ``inputs`` are those that a caller in this repository fills with a stranger's text."""

    workflow: Workflow
    job: Job
    step: Step | None
    inputs: Mapping[str, Origin]

    def origin(self, expression: str, depth: int = 0) -> Origin | None:
        """Where the stranger's text in an expression comes from; None for one that holds none."""
        for reference in references(expression):
            if untrusted(reference):
                return Origin(_shown(expression, str(reference)))
            found = self._through(reference.path, depth)
            if found is not None:
                return found
        return None

    def of_text(self, text: Text, depth: int = 0) -> Origin | None:
        """The same for a text with expressions in it."""
        return next((o for e, _ in text.expressions if (o := self.origin(e, depth)) is not None), None)

    def variables(self) -> dict[str, Origin]:
        """Environment variables (lower case) of the step that hold a stranger's text."""
        found: dict[str, Origin] = {}
        for texts in self._environments():
            for name, text in texts.items():
                origin = self.of_text(text, 1)
                if origin is not None:
                    found.setdefault(name, origin)
        return found

    def _environments(self) -> Iterator[Texts]:
        if self.step is not None:
            yield self.step.env
        yield self.job.env
        yield self.workflow.env

    def _through(self, path: tuple[str, ...], depth: int) -> Origin | None:
        if depth > 4:
            return None
        if len(path) == 2 and path[0] == "inputs":
            return self.inputs.get(path[1])
        if len(path) == 2 and path[0] == "env":
            for texts in self._environments():
                if path[1] in texts:
                    return self.of_text(texts[path[1]], depth + 1)
        if len(path) == 4 and path[0] == "steps" and path[2] == "outputs":
            step = next((s for s in self.job.steps if s.id.lower() == path[1]), None)
            return None if step is None else self._output(step, path[3], depth)
        if len(path) == 4 and path[0] == "needs" and path[2] == "outputs":
            job = next((j for j in self.workflow.jobs if j.name.lower() == path[1]), None)
            text = None if job is None else job.outputs.get(path[3])
            if job is not None and text is not None:
                return Scope(self.workflow, job, None, self.inputs).of_text(text, depth + 1)
        return None

    def _output(self, step: Step, name: str, depth: int) -> Origin | None:
        known = _FILE_NAMES.get(step.action)
        if known is not None:
            assert step.uses is not None
            return Origin(f"{step.action} outputs", "", step.uses.line) if known.fullmatch(name) else None
        here = Scope(self.workflow, self.job, step, self.inputs)
        if step.run is not None:
            for match in _OUTPUT.finditer(step.run.value):
                if match["name"].lower() == name:
                    return here._value(match["value"], depth)
        script = step.given.get("script")
        if step.action == "actions/github-script" and script is not None:
            for match in _SET_OUTPUT.finditer(script.value):
                if match["name"].lower() == name and _PAYLOAD.search(match["value"]):
                    return Origin("a text of the event", "", script.line)
        return None

    def _value(self, shell: str, depth: int) -> Origin | None:
        for expression in re.findall(r"\$\{\{(.*?)\}\}", shell):
            origin = self.origin(expression, depth + 1)
            if origin is not None:
                return origin
        variables = self.variables()
        names = (n.lower() for n in re.findall(r"\$\{?([A-Za-z_]\w*)\}?(?!\()", shell))
        return next((variables[n] for n in names if n in variables), None)


def code_texts(step: Step) -> Iterator[Text]:
    """Texts of a step that run as code: its script, and inputs that actions are known to run."""
    if step.run is not None:
        yield step.run
    for name in CODE_INPUTS.get(step.action, ()):
        if name in step.given:
            yield step.given[name]


def called_file(uses: str, repo: RepoView) -> str | None:
    """The file behind ``uses: ./...`` in this repository."""
    if not uses.startswith("./"):
        return None
    place = PurePosixPath(uses.partition("@")[0].strip())
    if place.suffix in (".yml", ".yaml"):
        names = [place]
    else:
        names = [place / "action.yml", place / "action.yaml"]
    return next((str(n) for n in names if repo.text(str(n)) is not None), None)


def inputs_from_callers(path: str, repo: RepoView) -> dict[str, Origin]:
    """Inputs (lower case) of an action or reusable workflow that a workflow of this repository fills with a stranger's text."""
    found: dict[str, Origin] = {}
    callers = [p for p in repo.paths() if is_actions_path(p) and p != path]
    for caller in callers[:_WORKFLOW_LIMIT]:
        text = repo.text(caller) or ""
        if "./" not in text or "${{" not in text:
            continue
        workflow = read_workflow(text)
        if workflow is None:
            continue
        for job in workflow.jobs:
            for step, uses, given in calls(job):
                if called_file(uses.value, repo) != path:
                    continue
                scope = Scope(workflow, job, step, {})
                for name, value in given.items():
                    origin = scope.of_text(value)
                    if origin is not None:
                        found.setdefault(name, Origin(origin.context, caller, value.line))
    return found


def calls(job: Job) -> Iterator[tuple[Step | None, Text, Texts]]:
    """What a job calls: itself a reusable workflow, or actions in its steps."""
    if job.uses is not None:
        yield None, job.uses, job.given
    for step in job.steps:
        if step.uses is not None:
            yield step, step.uses, step.given


def _shown(expression: str, reference: str) -> str:
    return expression if len(expression) <= 80 and "\n" not in expression else reference
