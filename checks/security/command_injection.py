"""Text that reaches a shell with parts that the program did not write."""

from __future__ import annotations

from collections.abc import Iterator

from checks.languages import reported
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.command_injection_examples import BAD, GOOD
from checks.security.process_starts import Start, process_starts
from checks.syntax import model as m
from checks.syntax.flow import Value
from checks.views import FileView

_QUOTES = (
    "quote",
    "escapeshellarg",
    "shellescape",
    "shell-quote",
    "join",
    "escape",
    "shellQuote",
    "Quote",
    "list2cmdline",
)


def check(view: FileView) -> Iterator[Site]:
    """Every process start is a site."""
    if view.module is None:
        return
    for start in process_starts(view.flow):
        at = start.at or start.call
        yield view.site(at if isinstance(at, m.Pair) else m.statement_of(at), _defect(view, start))


def _defect(view: FileView, start: Start) -> Defect | None:
    written = _written(start.call)
    if start.shell_text is not None:
        text = view.flow.value(start.shell_text)
        if not text.dynamic or _quoted(text):
            return None
        came = f" It carries {text.taint.what}." if text.taint is not None else ""
        return Defect(
            f"{_code(written)} runs a shell on text with a part that is not constant.{came}",
            fix=_fix(view.language),
            evidence=_evidence(view, start.call, text),
        )
    if start.split_text is not None:
        line = view.flow.value(start.split_text)
        if line.dynamic and line.built and not _quoted(line):
            came = f" It carries {line.taint.what}." if line.taint is not None else ""
            return Defect(
                f"{_code(written)} splits its text at spaces into program and arguments, and a part of it is not constant.{came}",
                fix=_fix(view.language),
                evidence=_evidence(view, start.call, line),
            )
    if start.program is None:
        return None
    program = view.flow.value(start.program)
    if program.taint is None or program.taint.grade != "request":
        return None
    if isinstance(start.program, m.Sequence):
        return None
    return Defect(
        f"{program.taint.what[:1].upper() + program.taint.what[1:]} chooses the program that `{written}` starts.",
        fix="Choose the program from a fixed list by the requested name.",
        evidence=_evidence(view, start.call, program),
        key="program",
    )


def _quoted(value: Value) -> bool:
    return any(name.rpartition(".")[2] in _QUOTES for name in value.through)


def _code(name: str) -> str:
    return name if " " in name else f"`{name}`"


def _written(node: m.Node) -> str:
    if isinstance(node, m.Call):
        name = m.dotted(node.callee)
        return "A command in backticks" if name == "`" else name or "this call"
    return "ProcessStartInfo"


_FIXES = {
    "python": 'Pass a list without a shell: `subprocess.run(["tool", value], check=True)`; where a shell must be, `shlex.quote(value)`.',
    "javascript": "Call the program itself: `execFile('tool', [value])`, without `shell: true`.",
    "go": 'Call the program itself: `exec.CommandContext(ctx, "tool", value)`.',
    "java": 'Pass the words one by one, without a shell: `new ProcessBuilder("tool", value)`.',
    "kotlin": 'Pass the words one by one, without a shell: `ProcessBuilder("tool", value)`.',
    "csharp": "Start the program itself and add each word to `ProcessStartInfo.ArgumentList`.",
    "ruby": 'Pass the words one by one, without a shell: `system("tool", value)`.',
    "php": "Pass a list to `proc_open` or Symfony `Process`; where a shell must be, `escapeshellarg($value)`.",
    "rust": 'Start the program itself: `Command::new("tool").arg(value)`.',
}


def _fix(language: str) -> str:
    return _FIXES.get(reported(language), _FIXES["javascript"])


def _evidence(view: FileView, call: m.Node, value: Value) -> tuple[Evidence, ...]:
    statement = m.statement_of(call)
    return tuple(
        Evidence(view.path, node.line, "the text is put together here")
        for node in value.trail
        if not statement.line <= node.line <= statement.end_line
    )[-3:]


RULE = Rule(
    id="security/command-injection",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Shell command built from values",
    what="Text that is not constant and reaches a shell (`shell=True`, `os.system`, `exec`, `sh -c`), or a request that chooses the program to start.",
    why="A value such as `x; curl evil | sh` becomes a second command that runs with the rights of this service.",
    fix="Start the program with a list of arguments and no shell.",
    local=True,
    site="every process start",
    cwe="CWE-78",
    references=(
        "https://cwe.mitre.org/data/definitions/78.html",
        "https://docs.python.org/3/library/subprocess.html#security-considerations",
        "https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback",
    ),
    bad=BAD,
    good=GOOD,
)
