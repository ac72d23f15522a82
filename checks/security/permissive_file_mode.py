"""Files that every user of the machine may change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, known_call
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.options import option
from checks.security.permissive_file_mode_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_OTHERS_WRITE = 0o002
_STICKY = 0o1000
_SYMBOLIC = re.compile(r"(?:[ugo]*[ao][ugo]*|)\+[rx]*w[rxX]*")
"""``o+w``, ``a+rw``, ``+w``: words that `chmod` knows."""


def check(view: FileView) -> Iterator[Site]:
    """Every file mode that is stated is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        fact = known_call(flow, call, "mode")
        given = None if fact is None else _given(flow, call, fact)
        if fact is None or given is None:
            continue
        statement = m.statement_of(call)
        text = fact.more.get("text")
        if text is not None:
            yield from _in_words(view, call, fact, given)
            continue
        mode = _number(flow, given)
        if mode is None:
            continue
        if fact.more.get("umask"):
            if mode == 0 and not isinstance(
                statement, m.Assign
            ):  # `old = os.umask(0)` reads it, to restore it at once
                written = m.dotted(call.callee) or callee_name(call)
                yield view.site(
                    statement,
                    Defect(
                        f"`{written.rpartition('.')[2]}(0)` lets everyone write to each file that is created from here on."
                    ),
                )
            continue
        bad = bool(mode & _OTHERS_WRITE) and not mode & _STICKY
        yield view.site(
            statement,
            Defect(f"Mode `{_as_written(view, mode)}` lets every user of the machine change this.")
            if bad
            else None,
        )
    yield from _members(view)


def _as_written(view: FileView, mode: int) -> str:
    """The mode as the language writes octal numbers."""
    return (
        f"0o{mode:o}"
        if view.language in ("python", "javascript", "typescript", "tsx", "rust")
        else f"0{mode:o}"
    )


def _given(flow: Flow, call: m.Call, fact: Fact) -> m.Expr | None:
    """The mode: an argument, or the member of an object that is passed."""
    found = fact.given(call)
    name = fact.more.get("option")
    if name is None:
        return found
    stated = option(flow, call, name)
    if stated is not None or (
        found is not None and isinstance(flow.definition(found), m.Mapping | m.Function)
    ):
        return stated
    return found


def _in_words(view: FileView, call: m.Call, fact: Fact, given: m.Expr) -> Iterator[Site]:
    """``PosixFilePermissions.fromString("rwxrwxrwx")`` and ``file.setWritable(true, false)``."""
    written = view.flow.constant(given)
    if written is ...:
        return
    bad = re.fullmatch(fact.more["text"], str(written)) is not None
    first = call.positional(0)
    unless = fact.more.get("unless_first")
    if unless is not None and first is not None and str(view.flow.constant(first)) == unless:
        bad = False
    code = " ".join((view.module.text(call) if view.module else "").split())[-60:]
    yield view.site(
        m.statement_of(call), Defect(f"`{code}` lets every user of the machine change this.") if bad else None
    )


def _members(view: FileView) -> Iterator[Site]:
    """``PosixFilePermission.OTHERS_WRITE`` and ``UnixFileMode.OtherWrite`` in a set or an or."""
    assert view.module is not None
    if not _WORDS.search(view.text):
        return
    seen: set[int] = set()
    for node in view.module.every(m.Attr):
        if node.name in ("OTHERS_WRITE", "OtherWrite"):
            statement = m.statement_of(node)
            taken = any(
                isinstance(n, m.Call)
                and callee_name(n) in ("remove", "removeAll", "contains", "HasFlag", "Contains")
                for n in node.ancestors()
            ) or any(isinstance(n, m.Unary | m.If) for n in node.ancestors() if n.start >= statement.start)
            if id(statement) not in seen and not taken:
                seen.add(id(statement))
                yield view.site(
                    statement, Defect(f"`{node.name}` lets every user of the machine change this.")
                )


_WORDS = re.compile(r"\b(?:OTHERS_WRITE|OtherWrite)\b")


def _number(flow: Flow, expr: m.Expr) -> int | None:
    value = flow.constant(expr)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _SYMBOLIC.fullmatch(value):
        return 0o002
    if isinstance(value, str) and re.fullmatch(r"(?:0o?)?[0-7]{3,4}", value):
        return int(value.removeprefix("0o"), 8)
    found = flow.definition(expr)
    if isinstance(found, m.Binary) and found.op == "|":
        left, right = _number(flow, found.left), _number(flow, found.right)
        if left is None or right is None:  # `st.st_mode | stat.S_IWOTH` opens what is there
            known = left if right is None else right
            return known if known is not None and known & _OTHERS_WRITE else None
        return left | right
    if isinstance(found, m.Call) and flow.resolve(found.callee) in _CONVERSIONS and found.args:
        return _number(flow, found.args[0].value)
    return _STAT.get(flow.resolve(expr).removeprefix("stat."))


_STAT = {"S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100, "S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010, "S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
         "S_ISVTX": 0o1000, "os.ModePerm": 0o777, "io/fs.ModePerm": 0o777}  # fmt: skip
_CONVERSIONS = frozenset({"os.FileMode", "io/fs.FileMode"})


RULE = Rule(
    id="security/permissive-file-mode",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
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
