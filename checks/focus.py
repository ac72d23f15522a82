"""Which functions of a changed file the change cannot have touched: rules that judge each place by itself skip them.

A finding needs a line of the change in its span or its evidence. Evidence follows names, so beside the functions with
changed lines those count that name something which the change defines anew (a constant, a helper, a class), and
those that an added line names (a helper that is now given something else).
"""

from __future__ import annotations

import re

from checks.changes import ChangedFile
from checks.syntax import model as m

_WORD = re.compile(r"\w+")


def left_out(module: m.Module, change: ChangedFile) -> frozenset[int]:
    """``id`` of the outermost functions that a change of this file cannot have touched. Their bodies are not lowered
    to find that out."""
    far: list[m.Function] = []
    names: set[str] = set()
    for node in module.walk_lowered():
        if isinstance(node, m.Function):
            if not node.unit or not _outermost(node):
                continue
            if change.touches(node.line, node.end_line):
                names.add(m.function_name(node))
            else:
                far.append(node)
        elif (
            isinstance(node, (m.Assign, m.Class))
            and change.touches(node.line, _head_end(node))
            and _outermost(node)
        ):
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


def without(module: m.Module, words: frozenset[str], names: frozenset[str]) -> frozenset[int]:
    """``id`` of the outermost functions that neither hold one of ``words`` nor are called one of ``names``."""
    wanted = [w.encode() for w in words]
    source = module.source
    return frozenset(
        id(f)
        for f in module.walk_lowered()
        if isinstance(f, m.Function)
        and f.unit
        and _outermost(f)
        and m.function_name(f) not in names
        and not any(source.find(w, f.start, f.end) >= 0 for w in wanted)
    )


def _outermost(node: m.Node) -> bool:
    return not any(isinstance(a, m.Function) and a.unit for a in node.ancestors())


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
