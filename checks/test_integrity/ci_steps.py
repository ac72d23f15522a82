"""Steps and commands of CI that check something: removed, made optional, or told to succeed whatever happens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import Status
from checks.languages import language_of, reported
from checks.rules import Defect, Site
from checks.test_integrity.settings import Setting, settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView, FileView

WORKFLOW = re.compile(
    r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$|(?:^|/)\.gitlab-ci\.yml$|(?:^|/)\.circleci/config\.yml$|(?:^|/)azure-pipelines\.ya?ml$|(?:^|/)bitbucket-pipelines\.yml$"
)
_COMMANDS = re.compile(
    WORKFLOW.pattern + r"|(?:^|/)(?:Makefile|justfile|package\.json|tox\.ini|noxfile\.py|Taskfile\.ya?ml|\.pre-commit-config\.yaml|Jenkinsfile|\.travis\.yml|lefthook\.yml|composer\.json)$|(?:^|/)\.husky/[^/]+$"
    r"|(?:^|/)(?:scripts?|ci|bin|tools|hack|\.ci)/[^/]+(?:\.sh)?$"
)  # fmt: skip
CHECK = re.compile(
    r"\b(?:pytest|py\.test|tox|nox|unittest|manage\.py test|coverage|ruff|flake8|pylint|mypy|pyright|black|isort|bandit|safety|pip-audit|semgrep|gitleaks|trufflehog|detect-secrets|codeql|trivy|snyk|grype|checkov|tfsec|hadolint|"
    r"osv-scanner|govulncheck|gosec|staticcheck|golangci-lint|gotestsum|eslint|tsc|vitest|jest|mocha|playwright|cypress|biome|oxlint|stylelint|pre-commit|sonar|"
    r"import-linter|lint-imports|makemigrations --check|squawk|spectral|actionlint|shellcheck|dependency-review|alembic check)\b"
    r"|\bgo (?:test|vet)\b|\b(?:npm|pnpm|yarn|bun)(?: run)? (?:test|lint|typecheck|type-check|check|audit|ci:test)\b|\bmake (?:test|lint|check|typecheck)\b|\bcargo (?:test|clippy|audit|deny|fmt)\b|\bprettier\b.*--check|\bgofmt\b"
)  # fmt: skip
_FORGIVEN = re.compile(
    r"\|\|\s*(?:true\b|:(?=\s|['\"]|$)|exit 0\b|echo\b|/bin/true\b)|;\s*(?:true|exit 0)\s*['\"]?,?$|\bset \+e\b"
)
_HARMLESS_FORGIVEN = re.compile(
    r"\bgrep\b|\brm\b|\bkill|docker (?:rm|stop|compose down|network|volume)|compose down|\bmkdir\b|\bdiff\b|command -v|\bwhich\b|\bcoverage (?:html|xml|combine)|\bumount\b|\bcodecov\b|upload|comment|\|\|\s*echo.*exit 1|(?:pip|npm|apt|brew|cargo) install"
)
_FLAGS = (
    (re.compile(r"--no-verify\b"), "`--no-verify` skips the hooks"),
    (re.compile(r"--exit-zero\b"), "`--exit-zero` lets faults pass"),
    (re.compile(r"--passWithNoTests\b"), "`--passWithNoTests` is satisfied by no tests at all"),
    (re.compile(r"--soft-fail\b"), "`--soft-fail` lets faults pass"),
    (re.compile(r"--no-cov-on-fail\b|--no-fail-under\b|--cov-fail-under[= ]0\b"), "the coverage threshold is off"),
    (re.compile(r"--no-error-on-unmatched-pattern\b"), "nothing to lint is fine now"),
    (re.compile(r"--no-strict(?:-optional)?\b"), "the check is less strict"),
    (re.compile(r"--insecure\b|--trusted-host\b"), "transport checks are off"),
    (re.compile(r"HUSKY=0|SKIP_(?:TESTS|LINT|CHECKS)=(?:1|true)|SKIP=[\w,-]+ (?:git|pre-commit)"), "hooks or checks are skipped"),
)  # fmt: skip
_NUMBERS = (
    (re.compile(r"--(?:cov-)?fail-under[= ](\d+(?:\.\d+)?)"), False, "coverage threshold"),
    (re.compile(r"--max-warnings[= ](\d+)"), True, "number of warnings allowed"),
    (re.compile(r"--max-complexity[= ](\d+)"), True, "complexity allowed"),
    (re.compile(r"--(?:reruns|retries|flake-finder-retries)[= ](\d+)"), True, "number of retries"),
    (re.compile(r"--coverage\.thresholds\.\w+[= ](\d+)"), False, "coverage threshold"),
)  # fmt: skip
_RANKS = {"low": 0, "moderate": 1, "medium": 1, "high": 2, "critical": 3}
_RANKED = re.compile(
    r"(?:--audit-level|--severity-threshold|--severity-level|--fail-on|fail-on-severity:|severity-cutoff:)[= ]+['\"]?(low|moderate|medium|high|critical)\b",
    re.I,
)
_TRIVY = re.compile(r"(?:severity:|--severity)[= ]+['\"]?([A-Z,]+)")
_LOST_FLAGS = (
    (re.compile(r"\bgo test\b"), re.compile(r"\s-race\b"), "`-race` is gone"),
    (re.compile(r"\bmypy\b"), re.compile(r"--strict\b"), "`--strict` is gone"),
    (re.compile(r"\bpytest\b"), re.compile(r"--cov-fail-under\b"), "`--cov-fail-under` is gone"),
    (re.compile(r"\bclippy\b"), re.compile(r"-D warnings"), "`-D warnings` is gone"),
    (re.compile(r"\beslint\b"), re.compile(r"--max-warnings"), "`--max-warnings` is gone"),
    (re.compile(r"\bpytest\b"), re.compile(r"\s-W error|--strict-markers"), "the strict option is gone"),
    (re.compile(r"\b(?:black|prettier|isort|ruff format|gofmt)\b"), re.compile(r"--check\b"), "`--check` is gone"),
)  # fmt: skip


def weakened_steps(view: ChangeView) -> Iterator[Site]:
    """Sites of CI and command files."""
    head_text = "\n".join(f.text for f in view.files if _COMMANDS.search(f.path))
    for file in view.files:
        if _COMMANDS.search(file.path):
            yield from _command_lines(file)
    for change in view.change.files:
        if change.base_path is None or not WORKFLOW.search(change.base_path):
            continue
        before = base_file(view, change)
        if before is None or change.path in view.silent:
            continue
        after = next((f for f in view.files if f.path == change.path), None)
        yield from _workflow(view, before, after, change.path, head_text)


# --- command lines ---


def _command_lines(file: FileView) -> Iterator[Site]:
    base = file.base
    old_lines = [] if base is None else base.lines
    old_text = "" if base is None else base.text
    for number in sorted(file.change.added):
        if number > len(file.lines):
            continue
        line = file.lines[number - 1]
        stripped = line.strip()
        if (
            not stripped
            or stripped.startswith(("#", "//"))
            or not (CHECK.search(line) or _flagged(line) or _RANKED.search(line) or _TRIVY.search(line))
        ):
            continue
        message = _line_loss(line, old_lines, old_text, base is None)
        defect = (
            None
            if message is None
            else Defect(
                f"{message[:1].upper()}{message[1:]}: `{stripped[:80]}`.", key="command", identity=stripped
            )
        )
        yield Site(file.path, number, number, reported(file.language), defect, always_touched=True)


def _flagged(line: str) -> bool:
    return any(p.search(line) for p, _ in _FLAGS[:1])


def _line_loss(line: str, old_lines: list[str], old_text: str, new_file: bool) -> str | None:
    if line.strip() in (o.strip() for o in old_lines):
        return None
    forgiven = _FORGIVEN.search(line)
    tool = CHECK.search(line)
    if forgiven and tool and tool.start() < forgiven.start() and not _HARMLESS_FORGIVEN.search(line):
        was = next((o for o in old_lines if tool.group(0) in o and _FORGIVEN.search(o)), None)
        if was is None:
            return f"`{forgiven.group(0).strip()}` hides the failure of this check"
    for pattern, words in _FLAGS:
        if pattern.search(line) and not pattern.search(old_text):
            return words
    if new_file or not old_lines:
        return None
    name = tool.group(0) if tool else ""
    for pattern, higher_is_weaker, words in _NUMBERS:
        now = pattern.search(line)
        was_values = [
            float(x.group(1)) for o in old_lines for x in [pattern.search(o)] if x and (not name or name in o)
        ]
        if now and was_values:
            value = float(now.group(1))
            if (value > max(was_values)) if higher_is_weaker else (value < min(was_values)):
                return f"the {words} went from {was_values[0]:g} to {value:g}"
        if (
            now
            and not was_values
            and words == "number of retries"
            and float(now.group(1)) > 0
            and name
            and name in old_text
        ):
            return "failing tests are now tried again"
    ranked = _RANKED.search(line)
    if ranked:
        ranks = [_RANKS[x.group(1).lower()] for o in old_lines for x in [_RANKED.search(o)] if x]
        if ranks and _RANKS[ranked.group(1).lower()] > min(ranks):
            return f"only faults from `{ranked.group(1)}` on count now"
    trivy = _TRIVY.search(line)
    if trivy:
        sets = [set(x.group(1).split(",")) for o in old_lines for x in [_TRIVY.search(o)] if x]
        now_set = set(trivy.group(1).split(","))
        if sets and now_set < sets[0]:
            return "fewer severities count now"
    for tool_pattern, flag, words in _LOST_FLAGS:
        if tool_pattern.search(line) and not flag.search(line):
            was_lines = [o for o in old_lines if tool_pattern.search(o) and flag.search(o)]
            if was_lines and not _still(flag, tool_pattern, old_lines, line):
                return words
    return None


def _still(flag: re.Pattern[str], tool: re.Pattern[str], old_lines: list[str], line: str) -> bool:
    """The line with the flag is not the one this line came from."""
    was = next((o for o in old_lines if tool.search(o) and flag.search(o)), "")
    plain_was = set(re.findall(r"[\w./-]+", flag.sub("", was)))
    plain_now = set(re.findall(r"[\w./-]+", line))
    return len(plain_was & plain_now) < 0.5 * max(1, len(plain_was))


# --- workflows ---


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
    same = {"flake8": "ruff", "black": "ruff format", "isort": "ruff", "pylint": "ruff", "bandit": "ruff", "mypy": "pyright", "pyright": "mypy",
            "jest": "vitest", "eslint": "biome", "prettier": "biome", "tox": "nox", "nox": "pytest"}  # fmt: skip
    if any(
        re.search(r"(?<![\w-])" + re.escape(w) + r"(?![\w-])", head_text)
        for w in {word, same.get(word, word)}
    ):
        return True
    for path in view.head.paths():
        if WORKFLOW.search(path) and view.change.file(path) is None and word in (view.head.text(path) or ""):
            return True
    return False


def _job(path: tuple[str, ...]) -> str:
    return path[1] if len(path) > 1 and path[0] == "jobs" else ""


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
        if place[-1] in ("continue-on-error", "allow_failure") and setting.value is True:
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
            place[-1] == "if"
            and _never(setting)
            and len(place) > 1
            and (_job(place) in old_jobs or not _job(place))
        ):
            defect = Defect(
                f"`if: false` switches this {what} off.", key="off", identity=".".join(place[:2]) + "if"
            )
            yield _site(path, setting.line, defect)


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
        old[q].value is True for p in same for q in ((*p[:-1], "continue-on-error"), (*p[:-1], "allow_failure")) if q in old
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
        text_now = "\n".join(line for line in (head or "").split("\n") if not line.strip().startswith("#"))
        if re.search(r"(?<![\w-])" + re.escape(found.group(0)) + r"(?![\w-])", text_now) or _lives_on(
            setting, "\n".join(x for x in head_text.split("\n") if not x.strip().startswith("#")), view
        ):
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
    del lost
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
