"""Which functions of a changed file the change cannot have touched: rules that judge each place by itself skip them.

A finding needs a line of the change in its span or its evidence. Evidence follows names, so beside the functions with
changed lines those count that name something which the change defines anew (a constant, a helper, a class), and
those that an added line names (a helper that is now given something else).
"""

from __future__ import annotations

import re

from checks.changes import ChangedFile
from checks.syntax import model as m
from checks.syntax.scopes import Scopes

_WORD = re.compile(r"\w+")


def left_out(module: m.Module, change: ChangedFile) -> frozenset[int]:
    """``id`` of the outermost functions that a change of this file cannot have touched. Their bodies are not lowered
    to find that out."""
    scopes = Scopes.of(module)
    far: list[m.Function] = []
    names: set[str] = set()
    for function in scopes.units:
        if change.touches(function.line, function.end_line):
            names.add(m.function_name(function))
        else:
            far.append(function)
    for node in scopes.outside:
        if change.touches(node.line, _head_end(node)):
            names.update(_defined(node))
    lines = module.text_lines
    said = set(_WORD.findall("\n".join(lines[n - 1] for n in change.added if n <= len(lines))))
    far = [f for f in far if m.function_name(f) not in said]
    names.discard("")
    if not names:
        return frozenset(id(f) for f in far)
    mention = re.compile(
        rb"(?<![A-Za-z0-9_])(?:" + b"|".join(re.escape(n.encode()) for n in sorted(names)) + rb")\b"
    )
    return frozenset(id(f) for f in far if not mention.search(module.source, f.start, f.end))


def without(module: m.Module, words: frozenset[tuple[str, ...]], names: frozenset[str]) -> frozenset[int]:
    """``id`` of the outermost functions that neither hold all of one of ``words`` nor are called one of ``names``."""
    wanted = [[w.encode() for w in telling] for telling in words]
    source = module.source
    return frozenset(
        id(f)
        for f in Scopes.of(module).units
        if m.function_name(f) not in names
        and not any(all(source.find(w, f.start, f.end) >= 0 for w in telling) for telling in wanted)
    )


def _head_end(node: m.Node) -> int:
    """Last line of what makes a name mean something else: of a class, what stands before its members."""
    if isinstance(node, m.Class) and node.body.items:
        return max(node.line, node.body.items[0].line - 1)
    return node.end_line


def _defined(node: m.Node) -> set[str]:
    if isinstance(node, m.Class):
        return {node.name}
    found: set[str] = set()
    if isinstance(node, m.Assign):
        for target in node.targets:
            for part in target.walk():
                if isinstance(part, m.Name):
                    found.add(part.id)
                elif isinstance(part, m.Attr):
                    found.add(part.name)
    return found - {"self", "this", "cls"}
