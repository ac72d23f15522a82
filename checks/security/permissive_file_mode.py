"""Files that every user of the machine may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.permissive_file_mode_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PYTHON = {
    "os.chmod": 1,
    "os.fchmod": 1,
    "os.lchmod": 1,
    "os.open": 2,
    "os.mkdir": 1,
    "os.makedirs": 1,
    "os.mkfifo": 1,
    "os.umask": 0,
}
_GO = {
    "os.Chmod": 1,
    "os.Mkdir": 1,
    "os.MkdirAll": 1,
    "os.WriteFile": 2,
    "os.OpenFile": 2,
    "io/ioutil.WriteFile": 2,
    "syscall.Chmod": 1,
}
_NODE = re.compile(
    r"^(?:fs(?:/promises|\.promises)?|fs-extra|graceful-fs)(?:\.default)?\.(chmod|chmodSync|fchmod|fchmodSync|mkdir|mkdirSync|writeFile|writeFileSync|open|openSync|createWriteStream|appendFile|appendFileSync)$"
)
_NAMES = frozenset({"chmod", "fchmod", "lchmod", "open", "mkdir", "makedirs", "mkfifo", "umask", "Chmod", "Mkdir", "MkdirAll", "WriteFile", "OpenFile", "chmodSync", "fchmodSync", "mkdirSync", "writeFile", "writeFileSync", "openSync", "createWriteStream",
                    "appendFile", "appendFileSync"})  # fmt: skip
_OTHERS_WRITE = 0o002
_STICKY = 0o1000


def check(view: FileView) -> Iterator[Site]:
    """Every file mode that is stated is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        name = callee_name(call)
        if name not in _NAMES:
            continue
        given = _mode(view, call, name)
        if given is None:
            continue
        mode = _number(view.flow, given)
        statement = m.statement_of(call)
        if mode is None:
            continue
        bad = mode == 0 if name == "umask" else bool(mode & _OTHERS_WRITE) and not mode & _STICKY
        if name == "umask":
            if bad and not isinstance(
                statement, m.Assign
            ):  # `old = os.umask(0)` reads it, to restore it at once
                yield view.site(
                    statement,
                    Defect("`umask(0)` lets everyone write to each file that is created from here on."),
                )
            continue
        written = f"0o{mode:o}" if view.language != "go" else f"0{mode:o}"
        yield view.site(
            statement,
            Defect(f"Mode `{written}` lets every user of the machine change this.") if bad else None,
        )


def _mode(view: FileView, call: m.Call, name: str) -> m.Expr | None:
    resolved = view.flow.resolve(call.callee)
    if view.language == "python":
        if resolved in _PYTHON:
            return call.keyword("mode") or call.positional(_PYTHON[resolved])
        if (
            name in ("chmod", "mkdir")
            and isinstance(call.callee, m.Attr)
            and re.search(r"(?:^|\.)(?:Path|PurePath)\(\)", resolved)
        ):
            return call.keyword("mode") or call.positional(0)
        return None
    if view.language == "go":
        return call.positional(_GO[resolved]) if resolved in _GO else None
    match = _NODE.match(resolved)
    if match is None:
        return None
    second = (
        call.positional(2)
        if match.group(1)
        in ("open", "openSync", "writeFile", "writeFileSync", "appendFile", "appendFileSync")
        else call.positional(1)
    )
    found = view.flow.definition(second) if second is not None else None
    return (
        found.get("mode")
        if isinstance(found, m.Mapping)
        else second
        if match.group(1).startswith(("chmod", "fchmod", "open", "mkdir"))
        else None
    )


def _number(flow: Flow, expr: m.Expr) -> int | None:
    value = flow.constant(expr)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"(?:0o?)?[0-7]{3,4}", value):
        return int(value.removeprefix("0o"), 8)
    found = flow.definition(expr)
    if isinstance(found, m.Binary) and found.op == "|":
        left, right = _number(flow, found.left), _number(flow, found.right)
        return None if left is None or right is None else left | right
    return _STAT.get(flow.resolve(expr).removeprefix("stat."))


_STAT = {"S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100, "S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010, "S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
         "S_ISVTX": 0o1000}  # fmt: skip


RULE = Rule(
    id="security/permissive-file-mode",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go"),
    title="File that everyone may write",
    what="`chmod`, `open`, `mkdir` and the like with a mode that lets all users of the machine write.",
    why="Any other account or compromised service on the machine can then change the file, and with it what this program reads or runs.",
    fix="Give write access to the owner only: `0o600` or `0o640` for data, `0o700` or `0o755` for folders and programs.",
    local=True,
    site="every file mode that is stated",
    cwe="CWE-732",
    references=(
        "https://cwe.mitre.org/data/definitions/732.html",
        "https://docs.python.org/3/library/os.html#os.chmod",
        "https://man7.org/linux/man-pages/man2/chmod.2.html",
    ),
    bad=BAD,
    good=GOOD,
)
