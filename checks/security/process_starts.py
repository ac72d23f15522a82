"""Where programs are started: which text a shell reads, and which program is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.knowledge import Fact, Setting, knowledge, known_call, known_settings
from checks.security.options import later_calls, list_items, option, siblings
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SHELLS = re.compile(
    r"^(?:.*[/\\])?(?:sh|bash|zsh|dash|ksh|ash|cmd|powershell|pwsh)(?:\.exe)?$", re.IGNORECASE
)
_COMMAND_FLAG = re.compile(r"^(?:-\w*c|/[ck]|-command)$", re.IGNORECASE)
_GLUED_FLAG = re.compile(r"^\s*(?:-\w*c|/[ck]|-command)\s", re.IGNORECASE)
_SAME_TEXT = frozenset({"to_string", "to_owned", "into", "as_str", "clone", "toString", "freeze"})
NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class Start:
    """One process start: the text a shell reads (None when there is no shell) and the program that is named."""

    call: m.Node
    shell_text: m.Expr | None = None
    program: m.Expr | None = None
    split_text: m.Expr | None = None
    """A whole command line in one text that no shell reads, but that is split into words at its spaces."""
    at: m.Node | None = None
    """Where the shell text is handed over, when that is a call of its own."""


def process_starts(flow: Flow) -> Iterator[Start]:
    """Every process start of the file in source order."""
    for call in flow.calls():
        start = _start(flow, call)
        if start is not None:
            yield start
    for setting in known_settings(flow, "process"):
        yield _start_info(flow, setting)


def _start(flow: Flow, call: m.Call) -> Start | None:
    fact = known_call(flow, call, "shell") or _promisified(flow, call, "shell")
    if fact is not None:
        return _shell(flow, call, fact)
    fact = known_call(flow, call, "process") or _promisified(flow, call, "process")
    return None if fact is None else _process(flow, call, fact)


def _promisified(flow: Flow, call: m.Call, kind: str) -> Fact | None:
    """``const run = promisify(exec)``."""
    if not isinstance(call.callee, m.Name):
        return None
    made = flow.definition(call.callee)
    if not (isinstance(made, m.Call) and m.dotted(made.callee).rpartition(".")[2] == "promisify"):
        return None
    inner = made.positional(0)
    return None if inner is None else knowledge(flow.module.language).find(kind, flow.resolve(inner))


def _shell(flow: Flow, call: m.Call, fact: Fact) -> Start:
    text = fact.given(call)
    items = None if text is None else list_items(flow, text)
    if items:  # `shell=True` with a list: the first item is the command
        text = items[0]
    return Start(call, shell_text=text)


def _process(flow: Flow, call: m.Call, fact: Fact) -> Start | None:
    given = fact.given(call)
    if given is not None and re.fullmatch(fact.more.get("skips", NOTHING), flow.resolve(given)):
        return None  # judged where that was made
    if given is not None and isinstance(flow.definition(given), m.Mapping):
        given = call.positional(1) or given  # Ruby: the environment stands first
    shell_option = fact.more.get("shell_option")
    if shell_option and given is not None:
        chosen = option(flow, call, shell_option)
        if chosen is not None and flow.constant(chosen) not in (..., False, None):
            return _shell(flow, call, fact)
    words = _words(flow, call, fact)
    text = fact.more.get("text")
    if text is not None and given is not None and len(words) == 1 and words[0] is given:
        if text == "shell":
            return Start(call, shell_text=given)
        return Start(call, program=given, split_text=given)
    return _exec_start(flow, call, words)


def _words(flow: Flow, call: m.Call, fact: Fact) -> list[m.Expr]:
    """The program and its arguments, lists opened. An environment before them is left out."""
    words: list[m.Expr] = []
    given = fact.given(call)
    if given is None:
        given = next((a.value for a in call.args if not a.spread and a.name is None), None)
    seen = False
    for arg in call.args:
        if seen and fact.more.get("only_first"):
            break
        seen = seen or arg.value is given
        if not seen or arg.spread or (arg.name is not None and arg.value is not given):
            continue
        items = list_items(flow, arg.value)
        if items is not None:
            words += items
        elif not isinstance(flow.definition(arg.value), m.Mapping | m.Function):
            words.append(arg.value)
    chained = fact.more.get("chained", ())
    for later in later_calls(flow, call) if chained else ():
        if isinstance(later.callee, m.Attr) and later.callee.name in chained:
            words += [w for a in later.args for w in (list_items(flow, a.value) or [a.value])]
    if flow.module.language == "csharp" and call.new:
        words += _added_words(flow, call)
    return words


def _start_info(flow: Flow, setting: Setting) -> Start:
    """.NET's ``ProcessStartInfo``: the program is named beside the arguments, or where the object is made."""
    beside = dict(siblings(flow, setting.node))
    program = beside.get("FileName")
    if program is None and isinstance(setting.node, m.Assign) and isinstance(setting.node.targets[0], m.Attr):
        made = flow.definition(setting.node.targets[0].base)
        if isinstance(made, m.Call):
            program = made.positional(0)
        elif isinstance(made, m.Mapping):
            program = made.get("FileName")
    if program is None and isinstance(setting.node, m.Pair) and isinstance(setting.node.parent, m.Mapping):
        maker = setting.node.parent.parent
        maker = maker.parent if isinstance(maker, m.Arg) else maker
        program = maker.positional(0) if isinstance(maker, m.Call) else None
    words = [setting.value] if program is None else [program, setting.value]
    if program is None:
        return Start(setting.node)
    found = _exec_start(flow, setting.node, words)
    return Start(setting.node, found.shell_text, found.program)


def _added_words(flow: Flow, call: m.Call) -> list[m.Expr]:
    """``info.ArgumentList.Add("-c")`` on a .NET start info."""
    return [
        a.value
        for later in later_calls(flow, call)
        if isinstance(later.callee, m.Attr)
        and later.callee.name == "Add"
        and m.dotted(later.callee.base).endswith(".ArgumentList")
        for a in later.args
    ]


def _exec_start(flow: Flow, call: m.Node, words: list[m.Expr]) -> Start:
    """A list of words: with a shell as its program and ``-c``, the next word is shell text after all."""
    if len(words) >= 2 and _SHELLS.match(_known(flow, words[0])):
        for place, word in enumerate(words[1:], 1):
            if _COMMAND_FLAG.match(_known(flow, word)):
                rest = words[place + 1 :]
                if not rest:
                    return Start(call, program=words[0])
                apart = m.enclosing(rest[0], m.Call)
                late = (
                    apart is not None and apart.start >= call.end and not isinstance(call, m.Pair | m.Assign)
                )
                return Start(call, shell_text=rest[0], at=apart if late else None)
            first = flow.value(word).parts[:1]
            if first and first[0] and _GLUED_FLAG.match(first[0]):
                return Start(call, shell_text=word)
    return Start(call, program=words[0] if words else None)


def _known(flow: Flow, word: m.Expr) -> str:
    """The text of a word that is constant. ``"-c".to_string()`` and ``String::from("-c")`` are."""
    while isinstance(word, m.Call) and isinstance(callee := word.callee, m.Attr):
        inner = word.positional(0)
        if inner is None and callee.name in _SAME_TEXT:
            word = callee.base
        elif inner is not None and callee.name == "from":
            word = inner
        else:
            break
    return flow.value(word).text or str(flow.constant(word))
