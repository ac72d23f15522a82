"""GitHub Actions workflows that a stranger can make run code with the repository's rights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.engines.program import EngineError
from checks.engines.zizmor import TEMPLATE_INJECTION, Remark, remarks
from checks.report import Evidence, RunError, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.workflow_reader import Job, Step, Text, Workflow, is_actions_path, read_workflow
from checks.security.workflow_taint import (
    Origin,
    Scope,
    called_file,
    code_texts,
    inputs_from_callers,
)
from checks.security.workflow_triggers import (
    PRIVILEGED,
    Checkout,
    guarded,
    head_checkouts,
    head_given,
    only_data,
)
from checks.views import FileView

_FIRST_PARTY = frozenset({"actions", "github"})
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_GO_MODULE = re.compile(r"^module\s+github\.com/([\w.-]+)/", re.MULTILINE)
_TEAM = re.compile(r"(?:^|\s)@([\w.-]+)/", re.MULTILINE)
_ADDRESS = re.compile(
    r"""["']?(?:repository|url|homepage|source)["']?\s*[:=]\s*["'](?:git\+)?(?:(?:https://|git://|ssh://git@|git@)github\.com[/:]|github:)([\w.-]+)/""",
    re.IGNORECASE,
)
_NAMES_OWNER = (
    ("go.mod", _GO_MODULE),
    (".github/CODEOWNERS", _TEAM),
    ("CODEOWNERS", _TEAM),
    ("package.json", _ADDRESS),
    ("pyproject.toml", _ADDRESS),
    ("Cargo.toml", _ADDRESS),
)
_SECRET = re.compile(r"\bsecrets\.([A-Za-z_]\w*)")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def check(view: FileView) -> Iterator[Site]:
    """Every script step, every ``uses``, and permissions given by one word."""
    if not is_actions_path(view.path):
        return
    workflow = read_workflow(view.text)
    if workflow is None:
        return
    judge = _Judge(view, workflow)
    for text in (workflow.permissions, *(job.permissions for job in workflow.jobs)):
        if text is not None:
            yield view.line_site(text.line, _permissions(text), text.end_line)
    every = (site for job in workflow.jobs for site in judge.job(job))
    sites = list(
        {(s.line, s.end_line): s for s in every}.values()
    )  # an anchor gives one step to several jobs
    yield from _with_engine(view, judge, sites)


class _Judge:
    def __init__(self, view: FileView, workflow: Workflow) -> None:
        self.view = view
        self.workflow = workflow
        callable_ = workflow.trigger("workflow_call") is not None or not workflow.triggers
        self.inputs = inputs_from_callers(view.path, view.repo) if callable_ else {}
        self._owners: frozenset[str] | None = None

    def job(self, job: Job) -> Iterator[Site]:
        checkouts = self._dangerous(job)
        if job.uses is not None:
            yield self._call(job, job.uses)
        for step in job.steps:
            scope = Scope(self.workflow, job, step, self.inputs)
            taken = next((c for c in checkouts if c.step is step), None)
            if step.uses is None and step.run is None:
                continue
            found = _injected(scope, step)
            if found is not None:
                first, last, defect = found
                yield self.view.line_site(first, defect, last)
            elif taken is not None:
                trigger = self.workflow.trigger(*PRIVILEGED)
                assert trigger is not None
                yield Site(
                    self.view.path,
                    taken.first,
                    taken.last,
                    self.view.language,
                    _checked_out(self.view.path, trigger.name, trigger.line, job, taken),
                )
            elif step.uses is not None:
                yield self.view.line_site(
                    step.uses.line, self._uses(scope, step, step.uses), step.uses.end_line
                )
            else:
                yield self.view.line_site(step.line, None, step.end_line)

    def _dangerous(self, job: Job) -> list[Checkout]:
        trigger = self.workflow.trigger(*PRIVILEGED)
        if trigger is None or (trigger.name == "workflow_run" and trigger.branches):
            return []
        return [
            c
            for c in head_checkouts(job)
            if not guarded(self.workflow, job, c.step) and not only_data(job, c)
        ]

    def _call(self, job: Job, uses: Text) -> Site:
        trigger = self.workflow.trigger(*PRIVILEGED)
        head = head_given(job) if trigger is not None and not guarded(self.workflow, job, None) else None
        if trigger is not None and head is not None and (job.inherits_secrets or job.secrets):
            defect = Defect(
                f"`{uses.value}` gets the pull request's own code and this repository's secrets: `{trigger.name}` also runs"
                " for forks, and what is built there can read them.",
                key="head-with-secrets",
                evidence=(Evidence(self.view.path, trigger.line, f"`{trigger.name}` starts it"),),
            )
            return self.view.line_site(uses.line, defect, max(uses.end_line, head.end_line))
        scope = Scope(self.workflow, job, None, self.inputs)
        return self.view.line_site(uses.line, self._uses(scope, None, uses), uses.end_line)

    def _uses(self, scope: Scope, step: Step | None, uses: Text) -> Defect | None:
        handed = self._handed_on(scope, step, uses)
        return handed if handed is not None else self._unpinned(scope.job, uses)

    def _handed_on(self, scope: Scope, step: Step | None, uses: Text) -> Defect | None:
        """A stranger's text given to an action of this repository that puts it into a script."""
        given = scope.job.given if step is None else step.given
        tainted = {name: o for name, text in given.items() if (o := scope.of_text(text)) is not None}
        path = called_file(uses.value, self.view.repo) if tainted else None
        if path is None or self.view.view.change.file(path) is not None:
            return None  # what the change itself touches is judged there
        called = read_workflow(self.view.repo.text(path) or "")
        for job in called.jobs if called is not None else ():
            for inner in job.steps:
                assert called is not None
                found = _injected(Scope(called, job, inner, tainted), inner)
                if found is not None:
                    return Defect(
                        f"`{next(iter(tainted.values())).context}` is given to `{uses.value}`, which puts it into a script's"
                        " text: whoever writes it can run commands there.",
                        key="handed-on",
                        evidence=(Evidence(path, found[0], "it becomes part of this script"),),
                    )
        return None

    def _unpinned(self, job: Job, uses: Text) -> Defect | None:
        name, _, version = uses.value.strip().partition("@")
        if name.startswith("docker://"):
            if "sha256:" in uses.value:
                return None
            return Defect(
                f"The image `{uses.value.removeprefix('docker://')}` is not pinned: its tag can be moved to other content.",
                fix="Give its digest: `docker://name@sha256:...`.",
                severity=Severity.NOTE,
                key="unpinned",
            )
        owner = name.partition("/")[0].lower()
        if name.startswith((".", "$")) or "/" not in name or owner in _FIRST_PARTY or owner in self.owners():
            return None
        if not version or _COMMIT.fullmatch(version.partition(" ")[0]):
            return None
        rights = (
            "with all secrets of this workflow"
            if job.inherits_secrets
            else "with this job's token and secrets"
        )
        return Defect(
            f"`{name}` is fetched by the name `{version}`, which its owner can move to other code; that runs {rights}.",
            fix="Pin the commit: `uses: owner/action@<40 digits> # version`.",
            severity=Severity.NOTE,
            key="unpinned",
        )

    def owners(self) -> frozenset[str]:
        """Accounts to which this repository belongs by its own words: their actions are its own."""
        if self._owners is None:
            self._owners = frozenset(
                match[1].lower()
                for name, pattern in _NAMES_OWNER
                for match in pattern.finditer((self.view.repo.text(name) or "")[:20_000])
            )
        return self._owners


def _injected(scope: Scope, step: Step) -> tuple[int, int, Defect] | None:
    """(first line, last line, defect) where a stranger's text becomes part of a script."""
    found: list[tuple[str, int, Origin]] = []
    for text in code_texts(step):
        for expression, line in text.expressions:
            origin = scope.origin(expression)
            if origin is not None:
                found.append((expression, line, origin))
    if not found:
        return None
    return found[0][1], found[-1][1], _injection(scope.workflow, found)


def _injection(workflow: Workflow, found: list[tuple[str, int, Origin]]) -> Defect:
    names = list(dict.fromkeys(expression for expression, _, _ in found))
    shown = " and ".join(f"`{' '.join(n.split())[:80]}`" for n in names[:3])
    first = found[0][2]
    through = (
        f" It holds `{first.context}`." if first.context not in names[0] and names[0] != first.context else ""
    )
    privileged = not workflow.triggers or any(
        t.name not in ("pull_request", "push", "merge_group") for t in workflow.triggers
    )
    rights = "with this workflow's token and secrets" if privileged else "in this job"
    evidence = tuple(
        Evidence(origin.path, origin.line, f"filled from `{origin.context}` here")
        for _, _, origin in found[:1]
        if origin.path
    )
    return Defect(
        f"{shown} {'is' if len(names) == 1 else 'are'} put into the script's text before it runs.{through} Whoever writes"
        f" that text can run commands {rights}.",
        key="injection " + " ".join(sorted(" ".join(n.split()) for n in names)),
        evidence=evidence,
    )


def _checked_out(path: str, trigger: str, line: int, job: Job, taken: Checkout) -> Defect:
    secrets = sorted(
        {
            name
            for step in job.steps
            for text in (step.run, *step.env.values(), *step.given.values(), *job.env.values())
            if text is not None
            for name in _SECRET.findall(" ".join(e for e, _ in text.expressions))
            if name != "GITHUB_TOKEN"
        }
    )
    also = f" and the secrets {', '.join(f'`{s}`' for s in secrets[:4])}" if secrets else ""
    after = job.steps[job.steps.index(taken.step) + 1 :] if taken.step is not None else ()
    runs = any(s.run is not None or s.uses is not None for s in after) or (
        taken.step is not None and taken.step.run is not None
    )
    return Defect(
        f"This fetches the pull request's own code in a workflow that `{trigger}` starts: code from a fork then runs with"
        f" this repository's token{also}.",
        key="head-checkout",
        severity=None if runs else Severity.WARNING,
        fix="Build and test under `pull_request`, which gives forks no secrets, and do the privileged part in another"
        " workflow that never runs the fork's code; or let the job run for the repository's own branches only.",
        evidence=(Evidence(path, line, f"`{trigger}` starts it"),),
    )


def _permissions(text: Text) -> Defect | None:
    if text.value != "write-all":
        return None
    return Defect(
        "`permissions: write-all` gives the token every right on this repository, to every action and script of the"
        " workflow.",
        key="write-all",
        severity=Severity.WARNING,
        fix="Name what is needed, such as `contents: read`, and more only at the job that needs it.",
    )


def _with_engine(view: FileView, judge: _Judge, sites: list[Site]) -> Iterator[Site]:
    """Our sites, with what zizmor adds where we found nothing."""
    extra: list[tuple[Remark, Defect]] = []
    try:
        for remark in remarks(view.path, view.text):
            defect = _from_remark(judge, remark)
            if defect is not None:
                extra.append((remark, defect))
    except EngineError as error:
        words = f"zizmor added nothing to the reading of this workflow: {error}"
        view.view.problems.append(RunError(words, path=view.path, rule=RULE.id))
    free = dict(enumerate(extra))
    for site in sites:
        for index, (remark, defect) in list(free.items()):
            if site.line <= remark.line <= site.end_line:
                del free[index]
                if site.defect is None or site.defect.key == "unpinned":
                    site = Site(site.path, site.line, site.end_line, site.language, defect)
        yield site
    for remark, defect in free.values():
        if not any(_near(site, remark) for site in sites):
            yield view.line_site(remark.line, defect, remark.end_line)


def _near(site: Site, remark: Remark) -> bool:
    return site.defect is not None and site.line <= remark.end_line and remark.line <= site.end_line


def _from_remark(judge: _Judge, remark: Remark) -> Defect | None:
    """Our words for an audit, where our own reading agrees that a stranger has a hand in it."""
    place = next(
        (
            (job, step)
            for job in judge.workflow.jobs
            for step in job.steps
            if step.line <= remark.line <= step.end_line
        ),
        None,
    )
    if remark.audit == "insecure-commands":
        return Defect(
            "`ACTIONS_ALLOW_UNSECURE_COMMANDS` lets every line that a step prints set variables and the path of later steps.",
            key=remark.audit,
            fix="Remove it and write to `$GITHUB_ENV` and `$GITHUB_PATH`.",
        )
    if remark.audit == "unsound-contains":
        return Defect(
            "`contains()` on a text is true for every part of it, so a branch can be named to pass this condition.",
            key=remark.audit,
            severity=Severity.WARNING,
            fix="Compare with `==`, or give a list: `contains(fromJSON('[\"...\"]'), ...)`.",
        )
    if place is None:
        return None
    scope = Scope(judge.workflow, place[0], place[1], judge.inputs)
    if remark.audit == TEMPLATE_INJECTION:
        found = [
            (e.strip(), remark.line, o) for e in _EXPRESSION.findall(remark.code) if (o := scope.origin(e))
        ]
        return _injection(judge.workflow, found) if found else None
    run = place[1].run
    if remark.audit == "github-env" and run is not None:
        written = [line for line in run.value.split("\n") if re.search(r"GITHUB_(?:ENV|PATH)", line)]
        for name, origin in scope.variables().items():
            if any(re.search(rf"(?i)\$\{{?{re.escape(name)}\b", line) for line in written):
                return Defect(
                    f"`{origin.context}` is written to the environment of all later steps: a line break in it sets any"
                    " variable, `LD_PRELOAD` and `NODE_OPTIONS` too.",
                    key=remark.audit,
                    fix="Pass it to the step that needs it by `env`, or strip line breaks first.",
                )
    return None


RULE = Rule(
    id="security/workflow-injection",
    severity=Severity.ERROR,
    languages=("yaml",),
    title="Workflow that a stranger can steer",
    what="GitHub Actions workflows and composite actions in which a stranger's text (a title, body, comment, branch name or commit message)"
    " becomes part of a script; in which `pull_request_target`, `workflow_run` or `issue_comment` fetches the pull request's own code; that hand"
    " secrets to such code; that set `permissions: write-all`; or that take another owner's action by a movable name (a note).",
    why="Expressions are filled in before the shell sees the script, and such workflows hold a writing token and secrets: whoever opens an issue"
    " or a pull request can then take both.",
    fix='Put the value into an environment variable (`env: TITLE: ${{ ... }}`) and use `"$TITLE"` in the script.',
    site="every script step, every `uses`, and permissions given by one word",
    cwe="CWE-94",
    references=(
        "https://docs.github.com/en/actions/reference/security/secure-use",
        "https://securitylab.github.com/resources/github-actions-untrusted-input/",
        "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
        "https://docs.zizmor.sh/audits/",
    ),
    bad=(
        Example(
            {
                ".github/workflows/triage.yml": """\
name: Triage
on:
  issues:
    types: [opened]
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - name: Look at the title
        run: |
          title="${{ github.event.issue.title }}"  # <-- here
          if [[ "$title" == *crash* ]]; then
            gh issue edit ${{ github.event.issue.number }} --add-label bug
          fi
"""
            },
            sites=1,
        ),
        Example(
            {
                ".github/workflows/preview.yml": """\
name: Preview
on: pull_request_target
permissions: write-all  # <-- here
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4  # <-- here
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: npm ci && npm run build
        env:
          DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}
      - uses: acme-corp/deploy-preview@v2  # <-- here
"""
            },
            sites=4,
        ),
        Example(
            {
                ".github/actions/greet/action.yml": """\
name: Greet
description: Answers a new issue
inputs:
  title:
    description: Title of the issue
runs:
  using: composite
  steps:
    - shell: bash
      run: echo "Thanks for ${{ inputs.title }}"  # <-- here
""",
                ".github/workflows/greet.yml": """\
on: issues
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/greet
        with:
          title: ${{ github.event.issue.title }}
""",
            },
        ),
    ),
    good=(
        Example(
            {
                ".github/workflows/triage.yml": """\
name: Triage
on:
  issues:
    types: [opened]
permissions:
  issues: write
jobs:
  label:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: tj-actions/changed-files@2d756ea4c53f7f6b397767d8723b3a10a9f35bf2 # v44
      - name: Look at the title
        env:
          TITLE: ${{ github.event.issue.title }}
        run: |
          echo "$TITLE of ${{ github.event.issue.number }} at ${{ github.sha }}"
      - if: contains(github.event.issue.title, 'crash')
        run: gh issue edit ${{ github.event.issue.number }} --add-label bug
"""
            },
            sites=4,
        ),
        Example(
            {
                ".github/workflows/preview.yml": """\
on: pull_request_target
jobs:
  build:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: npm ci && npm test
"""
            },
        ),
    ),
)
