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
COMMANDS = re.compile(
    WORKFLOW.pattern + r"|(?:^|/)(?:Makefile|justfile|package\.json|tox\.ini|noxfile\.py|Taskfile\.ya?ml|\.pre-commit-config\.yaml|Jenkinsfile|\.travis\.yml|lefthook\.yml|composer\.json)$|(?:^|/)\.husky/[^/]+$"
    r"|(?:^|/)(?:scripts?|ci|bin|tools|hack|\.ci)/[^/]+(?:\.sh)?$"
)  # fmt: skip
CHECK = re.compile(
    r"\b(?:pytest|py\.test|tox|nox|unittest|manage\.py test|coverage|ruff|flake8|pylint|mypy|pyright|black|isort|bandit|safety|pip-audit|semgrep|gitleaks|trufflehog|detect-secrets|codeql|trivy|snyk|grype|checkov|tfsec|hadolint|"
    r"osv-scanner|govulncheck|gosec|staticcheck|golangci-lint|gotestsum|eslint|tsc|vitest|jest|mocha|playwright|cypress|biome|oxlint|stylelint|pre-commit|sonar|"
    r"import-linter|lint-imports|makemigrations --check|squawk|spectral|actionlint|shellcheck|dependency-review|alembic check)\b"
    r"|\bgo (?:test|vet)\b|\b(?:npm|pnpm|yarn|bun)(?: run)? (?:test|lint|typecheck|type-check|check|audit|ci:test)\b|\bmake (?:test|lint|check|typecheck)\b|\bcargo (?:test|clippy|audit|deny|fmt)\b|\bprettier\b.*--check|\bgofmt\b"
    r"|\bmvnw?\b[^|&;\n]*?\b(?:verify|test|install|checkstyle:check|spotbugs:check|pmd:check|spotless:check)\b|\bgradlew?\b[^|&;\n]*?\b(?:test|check|detekt|ktlintCheck|spotbugsMain|checkstyleMain|pmdMain|spotlessCheck|lint)\b"
    r"|\bdotnet (?:test|format)\b|\bdotnet build\b[^|&;\n]*warnaserror|\b(?:rspec|rubocop|brakeman|bundler-audit|bundle audit|rails test|rake (?:test|spec)|phpunit|pest|phpstan|psalm|phpcs|phpmd|infection|ktlint|detekt|swiftlint|"
    r"tflint|kubeconform|kubeval|yamllint|markdownlint|commitlint|knip|depcheck|size-limit|kics|bearer|horusec|dockle|ansible-lint|sqlfluff|vulture|pydocstyle|interrogate|djlint|nyc|c8|vue-tsc|svelte-check|cargo nextest|xo|standard)\b"
    r"|\bphp-cs-fixer\b.*--dry-run|\bcomposer (?:audit|test|lint|stan)\b|\bbuf (?:lint|breaking)\b|\bhelm lint\b|\bterraform (?:validate|fmt -check)|\bnode --test\b|\bnpm (?:run )?[\w:-]*(?:test|lint|typecheck|check)[\w:-]*|\bcargo (?:hack|geiger|outdated|vet|semver-checks)\b"
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
    (re.compile(r"-D(?:skipTests|maven\.test\.skip|skipITs|checkstyle\.skip|spotbugs\.skip|pmd\.skip|jacoco\.skip)(?:=true)?(?![\w=.])"), "a check of the build is skipped"),
    (re.compile(r"\s(?:-x|--exclude-task)\s+:?\w*(?:test|check|lint|spotbugs|detekt|pmd)\w*", re.I), "a check of the build is left out"),
    (re.compile(r"-Dmaven\.test\.failure\.ignore(?:=true)?(?![\w=])"), "failing tests are ignored"),
    (re.compile(r"--(?:warn-only|no-fail|ignore-errors|force-exclude-all|no-exit-code|allow-failure)\b"), "faults no longer fail the check"),
    (re.compile(r"--ignore-unfixed\b|ignore-unfixed:\s*['\"]?true"), "faults without a fix no longer count"),
    (re.compile(r"HUSKY=0|SKIP_(?:TESTS|LINT|CHECKS)=(?:1|true)|SKIP=[\w,-]+ (?:git|pre-commit)"), "hooks or checks are skipped"),
)  # fmt: skip
_NUMBERS = (
    (re.compile(r"--(?:cov-)?fail-under[= ](\d+(?:\.\d+)?)"), False, "coverage threshold"),
    (re.compile(r"--max-warnings[= ](\d+)"), True, "number of warnings allowed"),
    (re.compile(r"--max-complexity[= ](\d+)"), True, "complexity allowed"),
    (re.compile(r"--(?:reruns|retries|flake-finder-retries)[= ](\d+)"), True, "number of retries"),
    (re.compile(r"(?:--exit-code[= ]|\bexit-code:\s*['\"]?)(\d+)"), False, "exit status on faults"),
    (re.compile(r"--(?:check-coverage .*?--)?(?:lines|branches|statements|functions)[= ](\d+)"), False, "coverage threshold"),
    (re.compile(r"--(?:coverage-)?level[= ](\d+)"), False, "analysis level"),
    (re.compile(r"/p:Threshold=(\d+)"), False, "coverage threshold"),
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
    (re.compile(r"\bdotnet (?:build|publish|pack|msbuild)\b"), re.compile(r"[-/]{1,2}warnaserror\b", re.I), "`-warnaserror` is gone"),
    (re.compile(r"\b(?:nyc|c8)\b"), re.compile(r"--check-coverage\b"), "`--check-coverage` is gone"),
    (re.compile(r"\bsemgrep\b"), re.compile(r"--error\b"), "`--error` is gone"),
    (re.compile(r"\bpip-audit\b|\bmkdocs\b|\bansible-lint\b"), re.compile(r"--strict\b"), "`--strict` is gone"),
    (re.compile(r"\bphpunit\b"), re.compile(r"--fail-on-\w+"), "`--fail-on` is gone"),
    (re.compile(r"\b(?:jest|vitest)\b"), re.compile(r"--ci\b(?=.*--coverage)|--coverageThreshold\b"), "the coverage threshold is gone"),
    (re.compile(r"\bcargo (?:build|test|clippy|check|nextest)\b"), re.compile(r"--locked\b"), "`--locked` is gone"),
    (re.compile(r"\bpytest\b"), re.compile(r"\s-W error|--strict-markers"), "the strict option is gone"),
    (re.compile(r"\b(?:black|prettier|isort|ruff format|gofmt)\b"), re.compile(r"--check\b"), "`--check` is gone"),
)  # fmt: skip


def weakened_steps(view: ChangeView) -> Iterator[Site]:
    """Sites of CI and command files."""
    head_text = "\n".join(f.text for f in view.files if COMMANDS.search(f.path))
    for file in view.files:
        if COMMANDS.search(file.path):
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
        unheeded = stripped == "set +e" and _unheeded(file.lines, number)
        if (
            not stripped
            or stripped.startswith(("#", "//"))
            or not (
                unheeded
                or CHECK.search(line)
                or _flagged(line)
                or _RANKED.search(line)
                or _TRIVY.search(line)
                or _LONE.search(line)
            )
        ):
            continue
        message = (
            "`set +e` lets the check below fail"
            if unheeded
            else _line_loss(line, old_lines, old_text, base is None, file.lines)
        )
        defect = (
            None
            if message is None
            else Defect(
                f"{message[:1].upper()}{message[1:]}: `{stripped[:80]}`.", key="command", identity=stripped
            )
        )
        yield Site(file.path, number, number, reported(file.language), defect, always_touched=True)


def _unheeded(lines: list[str], number: int) -> bool:
    """Whether a check follows in this step, and nothing looks at its status."""
    indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    block = []
    for line in lines[number : number + 40]:
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            break
        block.append(line)
    text = "\n".join(block)
    return bool(CHECK.search(text)) and not re.search(r"\bset -e|\bexit \S*\$|\$\?|PIPESTATUS", text)


_LONE = re.compile(
    r"\bexit-code:|ignore-unfixed:|-D(?:skipTests|maven\.test)|\bdotnet build\b|\bmvnw?\b|\bgradlew?\b"
)
"""Lines that tell how a check is run, though no tool's name stands on them."""


def _flagged(line: str) -> bool:
    return any(p.search(line) for p, _ in _FLAGS[:1])


def _line_loss(
    line: str, old_lines: list[str], old_text: str, new_file: bool, lines: list[str]
) -> str | None:
    if line.strip() in (o.strip() for o in old_lines):
        return None
    forgiven = _FORGIVEN.search(line)
    tool = CHECK.search(line)
    dashed = re.match(r"^\t@?-\s*(?=\S)", line)
    if dashed and tool and any(o.strip() == line.strip().lstrip("@-").strip() for o in old_lines):
        return "the `-` before the command hides its failure"
    if forgiven and tool and tool.start() < forgiven.start() and not _HARMLESS_FORGIVEN.search(line):
        was = next((o for o in old_lines if tool.group(0) in o and _FORGIVEN.search(o)), None)
        if was is None:
            return f"`{forgiven.group(0).strip()}` hides the failure of this check"
    for pattern, words in _FLAGS:
        if pattern.search(line) and not pattern.search(old_text):
            if words.startswith("a check of") and not _same_command(line, old_lines):
                continue  # a new command, such as the build of an image, need not test
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
            kept = sum(1 for x in lines if tool_pattern.search(x) and flag.search(x))
            if (
                was_lines
                and kept < len(was_lines)
                and not _still(flag, tool_pattern, old_lines, line)
                and not any(
                    tool_pattern.search(o) and not flag.search(o) and _alike(o, line) for o in old_lines
                )
            ):
                return words
    return None


def _words(line: str) -> set[str]:
    return set(re.findall(r"[\w./-]{2,}", line))


def _alike(one: str, other: str) -> bool:
    """Whether two lines hold much the same command."""
    a, b = _words(one), _words(other)
    return len(a & b) >= 0.75 * max(1, len(a | b))


def _same_command(line: str, old_lines: list[str]) -> bool:
    """Whether a line of base started the same program with the same goal."""
    words = [w for w in re.findall(r"[\w./-]+", line) if not w.startswith("-")]
    return any(len([w for w in words if w in o]) >= 0.7 * len(words) for o in old_lines if o.strip())


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
    if also_does(_plain(word), tools_in(head_text)):
        return True
    for path in view.head.paths():
        if WORKFLOW.search(path) and view.change.file(path) is None and word in (view.head.text(path) or ""):
            return True
    return False


_SAME: dict[str, tuple[str, ...]] = {
    "flake8": ("ruff",), "black": ("ruff", "ruff format"), "isort": ("ruff",), "pylint": ("ruff",), "bandit": ("ruff", "semgrep"), "mypy": ("pyright", "ty"),
    "pyright": ("mypy", "ty"), "jest": ("vitest", "npm test"), "vitest": ("npm test", "jest"), "mocha": ("vitest", "jest", "npm test", "node --test", "c8"),
    "nyc": ("c8", "vitest", "jest"), "c8": ("vitest", "jest"), "eslint": ("biome", "oxlint", "npm lint"), "prettier": ("biome",), "tsc": ("npm typecheck", "vue-tsc"),
    "tox": ("nox", "pytest"), "nox": ("pytest", "tox"), "pytest": ("tox", "nox", "make test"), "unittest": ("pytest",), "safety": ("pip-audit", "osv-scanner"),
    "pip-audit": ("safety", "osv-scanner", "trivy"), "detect-secrets": ("gitleaks", "trufflehog"), "trufflehog": ("gitleaks",), "gitleaks": ("trufflehog", "detect-secrets"),
    "staticcheck": ("golangci-lint",), "go vet": ("golangci-lint",), "gofmt": ("golangci-lint",), "gosec": ("golangci-lint",), "go test": ("gotestsum", "make test"),
    "gradle test": ("gradle check",), "gradle spotbugsMain": ("gradle check",), "gradle checkstyleMain": ("gradle check",), "gradle detekt": ("gradle check",),
    "gradle pmdMain": ("gradle check",), "gradle spotlessCheck": ("gradle check",), "gradle ktlintCheck": ("gradle check",), "gradle lint": ("gradle check",),
    "mvn test": ("mvn verify", "mvn install"), "mvn verify": ("mvn install",), "mvn install": ("mvn verify",), "mvn checkstyle:check": ("mvn verify",),
    "mvn spotbugs:check": ("mvn verify",), "mvn pmd:check": ("mvn verify",), "cargo test": ("cargo nextest",), "snyk": ("trivy", "grype", "dependency-review", "osv-scanner"),
    "trivy": ("grype", "snyk"), "grype": ("trivy",), "tfsec": ("trivy", "checkov"), "phpunit": ("pest", "composer test"), "phpstan": ("psalm", "composer stan"),
    "psalm": ("phpstan",), "phpcs": ("php-cs-fixer",), "rubocop": ("standard",), "bundle audit": ("bundler-audit",), "bundler-audit": ("bundle audit",),
    "npm test": ("jest", "vitest", "mocha"), "npm lint": ("eslint", "biome"), "npm typecheck": ("tsc",), "kubeval": ("kubeconform",), "standard": ("eslint", "biome"),
}  # fmt: skip
"""Which tools do the work of another one."""


def _plain(word: str) -> str:
    """The name of a check without the way it is started: ``./gradlew clean check`` is ``gradle check``."""
    words = word.split()
    if len(words) > 1 and words[0].startswith(("mvn", "gradle")):
        return f"{words[0].removesuffix('w')} {words[-1]}"
    if words[0] in ("npm", "pnpm", "yarn", "bun"):
        return "npm " + words[-1].replace("type-check", "typecheck")
    return words[0] if words[0] in ("php-cs-fixer", "prettier", "dotnet") and len(words) > 2 else word


def also_does(word: str, tools: set[str]) -> bool:
    """Whether one of the tools is this one, or does its work."""
    return bool({word, *_SAME.get(word, ())} & tools)


def tools_in(text: str) -> set[str]:
    """The checks that a text calls."""
    return {_plain(x.group(0)) for x in CHECK.finditer(text)}


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
