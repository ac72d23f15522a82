"""Lines of commands that check less than the ones they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.languages import reported
from checks.rules import Defect, Site
from checks.test_integrity.check_names import CHECK
from checks.views import FileView

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


def weakened_commands(file: FileView) -> Iterator[Site]:
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
