"""Steps and commands of CI that check something: removed, made optional, or told to succeed whatever happens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import Status
from checks.languages import language_of, reported
from checks.rules import Defect, Site
from checks.test_integrity.check_commands import weakened_commands
from checks.test_integrity.check_names import CHECK, COMMANDS, WORKFLOW, also_does, plain_name, tools_in
from checks.test_integrity.settings import Setting, settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView, FileView


def weakened_steps(view: ChangeView) -> Iterator[Site]:
    """Sites of CI and command files."""
    head_text = "\n".join(f.text for f in view.files if COMMANDS.search(f.path))
    for file in view.files:
        if COMMANDS.search(file.path):
            yield from weakened_commands(file)
    for change in view.change.files:
        if change.base_path is None or not WORKFLOW.search(change.base_path):
            continue
        before = base_file(view, change)
        if before is None or change.path in view.silent:
            continue
        after = next((f for f in view.files if f.path == change.path), None)
        yield from _workflow(view, before, after, change.path, head_text)


def _workflow(
    view: ChangeView, before: FileView, after: FileView | None, path: str, head_text: str
) -> Iterator[Site]:
    change = before.change
    old = {s.path: s for s in settings_of(before)}
    new = {} if after is None else {s.path: s for s in settings_of(after)}
    head = view.head.text(path)
    if after is not None and not new:
        return
    if change.status is Status.DELETED:
        lost = [
            _summary(s)
            for s in old.values()
            if _is_step(s) and CHECK.search(str(s.value)) and not _lives_on(s, head_text, view)
        ]
        if lost:
            yield _site(
                path,
                1,
                Defect(
                    f"This workflow ran checks ({lost[0]}) that no changed workflow runs now.",
                    key="workflow",
                    identity=path,
                ),
            )
        return
    yield from _soft(old, new, path, view)
    yield from _gone(view, old, new, path, head_text, head)
    yield from _narrowed(view, old, new, path)
    yield from _awaited(old, new, path)
    yield from _conditions(old, new, path, view)
    yield from _triggers(view, old, new, path, head)


def _is_step(setting: Setting) -> bool:
    return setting.path[-1] in ("run", "uses", "script") and isinstance(setting.value, (str, tuple))


def _text(setting: Setting) -> str:
    return " ".join(setting.value) if isinstance(setting.value, tuple) else str(setting.value)


def _summary(setting: Setting) -> str:
    found = CHECK.search(_text(setting))
    return f"`{found.group(0)}`" if found else f"`{_text(setting)[:40]}`"


def _lives_on(setting: Setting, head_text: str, view: ChangeView) -> bool:
    """Whether the check is still called, in any CI or command file of the change."""
    found = CHECK.search(_text(setting))
    if found is None:
        return True
    word = found.group(0)
    if also_does(plain_name(word), tools_in(head_text)):
        return True
    for path in view.head.paths():
        if WORKFLOW.search(path) and view.change.file(path) is None and word in (view.head.text(path) or ""):
            return True
    return False


_NO_JOBS = (
    "on",
    "true",
    "True",
    "name",
    "env",
    "permissions",
    "default",
    "variables",
    "stages",
    "include",
    "workflow",
    "steps",
    "pool",
    "trigger",
)


def _job(path: tuple[str, ...]) -> str:
    if path[0] == "jobs":
        return path[1] if len(path) > 1 else ""
    return "" if path[0] in _NO_JOBS else path[0]


def _tool(setting: Setting) -> str:
    found = CHECK.search(_text(setting))
    return found.group(0) if found else ""


def _soft(
    old: dict[tuple[str, ...], Setting], new: dict[tuple[str, ...], Setting], path: str, view: ChangeView
) -> Iterator[Site]:
    """Jobs and steps that may fail now, or never run."""
    change = view.change.file(path)
    assert change is not None
    old_jobs = {_job(p) for p in old}
    for place, setting in new.items():
        if setting.line not in change.added:
            continue
        what = "step" if "steps" in place else "job"
        if place[-1] in ("continue-on-error", "allow_failure", "continueOnError") and setting.value is True:
            here = next((s for p, s in new.items() if p[:-1] == place[:-1] and _is_step(s)), None)
            if what == "step":
                if here is None or not _was_strict(here, old):
                    continue
            elif "matrix" in place or (_job(place) and _job(place) not in old_jobs):
                continue
            message = f"`{place[-1]}: true` lets this {what} fail without failing the build."
            identity = ".".join(place[:2]) + (_text(here) if here is not None else "")
            yield _site(path, setting.line, Defect(message, key="optional", identity=identity))
        elif (
            place[-1] in ("if", "condition", "enabled")
            and _never(setting)
            and len(place) > 1
            and (_job(place) in old_jobs or not _job(place))
        ):
            defect = Defect(
                f"`{place[-1]}: false` switches this {what} off.",
                key="off",
                identity=".".join(place[:2]) + "if",
            )
            yield _site(path, setting.line, defect)
        elif (
            place[-1] == "when"
            and setting.value in ("manual", "never")
            and len(place) in (2, 4)
            and _job(place) in old_jobs
            and _checks(_job(place), new)
            and not any(s.value == setting.value for p, s in old.items() if p == place)
            and (len(place) == 2 or not any(p[:3] == (*place[:2], "0") and p[-1] == "if" for p in new))
        ):
            message = f"`when: {setting.value}` no longer runs this job by itself."
            yield _site(path, setting.line, Defect(message, key="off", identity=".".join(place[:2]) + "when"))


def _checks(job: str, settings: dict[tuple[str, ...], Setting]) -> bool:
    return any(_job(p) == job and _is_step(s) and CHECK.search(_text(s)) for p, s in settings.items())


def _never(setting: Setting) -> bool:
    return str(setting.value).strip().lower() in ("false", "${{ false }}", "${{false}}", "0")


def _was_strict(here: Setting, old: dict[tuple[str, ...], Setting]) -> bool:
    """Whether the step was there before, checks something, and its failure counted."""
    if not (_tool(here) or re.search(r"test|lint|audit|scan", _text(here))):
        return False
    same = [
        p
        for p, o in old.items()
        if _is_step(o) and (_text(o) == _text(here) or (_tool(o) and _tool(o) == _tool(here)))
    ]
    return bool(same) and not any(
        old[q].value is True for p in same for q in (
            (*p[:-1], "continue-on-error"),
            (*p[:-1], "allow_failure"),
            (*p[:-1], "continueOnError"),
        ) if q in old
    )  # fmt: skip


def _gone(
    view: ChangeView,
    old: dict[tuple[str, ...], Setting],
    new: dict[tuple[str, ...], Setting],
    path: str,
    head_text: str,
    head: str | None,
) -> Iterator[Site]:
    change = view.change.file(path)
    assert change is not None
    told: set[str] = set()
    for place, setting in old.items():
        if not _is_step(setting) or (place in new and _text(new[place]) == _text(setting)):
            continue
        found = CHECK.search(_text(setting))
        if found is None or found.group(0) in told or (setting.line not in change.removed and place in new):
            continue
        if any(_text(s) == _text(setting) for s in new.values() if _is_step(s)):
            continue
        text_now = "\n".join(
            line for line in f"{head or ''}\n{head_text}".split("\n") if not line.strip().startswith("#")
        )
        if _lives_on(setting, text_now, view):
            continue
        told.add(found.group(0))
        spot = remaining_place(change, setting.line, head)
        job = _job(place)
        whole = f"The job `{job}` with" if job and job not in {_job(p) for p in new} else "The step that runs"
        yield _site(
            path,
            spot.line,
            Defect(
                f"{whole} `{found.group(0)}` was removed, and nothing else runs it.",
                key="step",
                identity=f"{job} {found.group(0)}",
            ),
        )


def _awaited(
    old: dict[tuple[str, ...], Setting], new: dict[tuple[str, ...], Setting], path: str
) -> Iterator[Site]:
    """Jobs that no longer wait for a check that is still there."""
    for place, setting in old.items():
        now = new.get(place)
        if place[-1] not in ("needs", "requires") or now is None or now.value == setting.value:
            continue
        was = setting.value if isinstance(setting.value, tuple) else (str(setting.value),)
        left = now.value if isinstance(now.value, tuple) else (str(now.value),)
        lost = [j for j in was if j not in left and _checks(j, new)]
        by_way = {j for w in left for j in _needed(w, new, 0)}
        lost = [j for j in lost if j not in by_way]
        if lost and not [j for j in left if j not in was]:
            message = f"`{_job(place)}` no longer waits for the check `{lost[0]}`."
            yield _site(path, now.line, Defect(message, key="needs", identity=".".join(place) + lost[0]))


def _needed(job: str, settings: dict[tuple[str, ...], Setting], level: int) -> Iterator[str]:
    for place, setting in settings.items():
        if place[-1] in ("needs", "requires") and _job(place) == job and level < 6:
            for name in setting.value if isinstance(setting.value, tuple) else (str(setting.value),):
                yield name
                yield from _needed(name, settings, level + 1)


_NARROW = re.compile(
    r"github\.(?:actor|triggering_actor|event\.pull_request\.user\.login)\s*!=\s*'(?!dependabot|renovate)"
    r"|github\.event_name\s*==\s*'(?:push|schedule|workflow_dispatch)'|github\.event_name\s*!=\s*'pull_request'"
    r"|github\.ref(?:_name)?\s*==\s*'(?:refs/heads/)?(?:main|master)'|contains\([^)]*(?:labels|head_commit\.message|title)|startsWith\(github\.head_ref"
)


def _conditions(
    old: dict[tuple[str, ...], Setting], new: dict[tuple[str, ...], Setting], path: str, view: ChangeView
) -> Iterator[Site]:
    """A check that was always run and now only for some pull requests."""
    change = view.change.file(path)
    if change is None:
        return
    for place, setting in new.items():
        if place[-1] != "if" or setting.line not in change.added or place in old or _never(setting):
            continue
        if len(place) != 3 or place[0] != "jobs" or not _NARROW.search(str(setting.value)):
            continue
        job = _job(place)
        if any(_job(p) == job for p in old) and _checks(job, new) and _checks(job, old):
            message = f"The checks of `{job}` no longer run on every pull request."
            yield _site(
                path, setting.line, Defect(message, key="condition", identity=job + str(setting.value))
            )


def _narrowed(
    view: ChangeView, old: dict[tuple[str, ...], Setting], new: dict[tuple[str, ...], Setting], path: str
) -> Iterator[Site]:
    for place, setting in old.items():
        if (
            "matrix" not in place[:-1]
            or place[-1] in ("include", "exclude")
            or not isinstance(setting.value, tuple)
        ):
            continue
        now = new.get(place)
        if now is None or not isinstance(now.value, tuple):
            continue
        lost = [v for v in setting.value if v not in now.value]
        gained = [v for v in now.value if v not in setting.value]
        if not lost or len(gained) >= len(lost) or _minimum_raised(view, lost):
            continue
        yield _site(
            path,
            now.line,
            Defect(
                f"The matrix `{place[-1]}` no longer has {', '.join(f'`{v}`' for v in lost[:4])}.",
                key="matrix",
                identity=".".join(place),
            ),
        )


def _minimum_raised(view: ChangeView, lost: list[str]) -> bool:
    """The declared minimum version moved up in the same change."""
    for change in view.change.files:
        name = change.path.rpartition("/")[2]
        if name not in (
            "pyproject.toml",
            "setup.py",
            "setup.cfg",
            "package.json",
            "go.mod",
            ".python-version",
            ".nvmrc",
            ".tool-versions",
            "Dockerfile",
        ):
            continue
        lines = (view.head.text(change.path) or "").split("\n")
        if any(
            n <= len(lines)
            and re.search(
                r"requires-python|python_requires|\"node\"|engines|^go \d|^\d|FROM |^python|^nodejs|target-version",
                lines[n - 1],
            )
            for n in change.added
        ):
            return True
    return False


def _triggers(
    view: ChangeView,
    old: dict[tuple[str, ...], Setting],
    new: dict[tuple[str, ...], Setting],
    path: str,
    head: str | None,
) -> Iterator[Site]:
    if not any(_is_step(s) and CHECK.search(_text(s)) for s in old.values()):
        return
    change = view.change.file(path)
    assert change is not None
    for event in ("pull_request", "merge_group", "push"):
        was = next(
            (
                s
                for p, s in old.items()
                if p[0] in ("on", "true", "True")
                and (
                    event in p[1:2]
                    or (
                        len(p) == 1 and (event in s.value if isinstance(s.value, tuple) else s.value == event)
                    )
                )
            ),
            None,
        )
        still = any(
            p[0] in ("on", "true", "True")
            and (
                event in p[1:2]
                or (len(p) == 1 and (event in s.value if isinstance(s.value, tuple) else s.value == event))
            )
            for p, s in new.items()
        )
        if (
            was is not None
            and not still
            and event == "pull_request"
            and not any("pull_request_target" in p for p in new)
        ):
            spot = remaining_place(change, was.line, head)
            yield _site(
                path,
                spot.line,
                Defect(
                    "These checks no longer run on pull requests.", key="trigger", identity="on pull_request"
                ),
            )
    for place, setting in new.items():
        if (
            place[0] in ("on", "true", "True")
            and place[-1] == "paths-ignore"
            and isinstance(setting.value, tuple)
        ):
            before = old.get(place)
            had = before.value if before is not None and isinstance(before.value, tuple) else ()
            wide = [
                v
                for v in setting.value
                if v not in had
                and not re.search(
                    r"\.md|docs|\.txt|LICENSE|\.rst|\.github|\.gitignore|\.png|\.svg|CHANGELOG|README|\.vscode|\.idea",
                    v,
                )
            ]
            if wide:
                yield _site(
                    path,
                    setting.line,
                    Defect(
                        f"Changes of `{wide[0]}` no longer start these checks.",
                        key="paths",
                        identity="paths-ignore " + wide[0],
                    ),
                )


def _site(path: str, line: int, defect: Defect | None) -> Site:
    return Site(path, line, line, reported(language_of(path)), defect, always_touched=True)
