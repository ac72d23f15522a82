"""Go errors made anew without the one that caused them: ``%v`` in place of ``%w``, ``errors.New(err.Error())``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.go_errors import PARSES, ErrorCheck, error_checks, is_error_name
from checks.rules import Defect, Site, Suggestion
from checks.syntax import model as m
from checks.views import FileView

_VERB = re.compile(r"%(?:%|[-+ #0]*(?:\[\d+\])?(?:\*|\d+)?(?:\.\d+)?[a-zA-Z])")


def sites(view: FileView) -> Iterator[Site]:
    """Every new error that mentions another one, and every new error in an ``if err != nil`` branch."""
    checks: list[ErrorCheck] | None = None
    for call in view.flow.calls():
        written = m.dotted(call.callee)
        if written == "fmt.Errorf" or written == "xerrors.Errorf":
            operands = [a.value for a in call.args[1:]]
            if any(_error_operand(o) for o in operands):
                yield view.site(m.statement_of(call), _format_defect(view, call, operands))
                continue
        elif written != "errors.New":
            continue
        elif call.args and _error_text(call.args[0].value):
            yield view.site(m.statement_of(call), _copied(call.args[0].value))
            continue
        checks = error_checks(view.flow) if checks is None else checks
        tested = _branch_of(checks, call)
        if tested is not None:
            yield view.site(m.statement_of(call), _branch_defect(view, tested, call))


def _error_operand(expr: m.Expr) -> bool:
    return is_error_name(expr) or _error_text(expr)


def _error_text(expr: m.Expr) -> bool:
    """``err.Error()``, alone or joined with other text."""
    if isinstance(expr, m.Binary) and expr.op == "+":
        return _error_text(expr.left) or _error_text(expr.right)
    return (
        isinstance(expr, m.Call)
        and isinstance(expr.callee, m.Attr)
        and expr.callee.name == "Error"
        and not expr.args
        and is_error_name(expr.callee.base)
    )


def _copied(text: m.Expr) -> Defect:
    name = next((n.id for n in text.walk() if isinstance(n, m.Name) and is_error_name(n)), "err")
    return Defect(
        f"`errors.New` copies the text of `{name}` and drops the error itself: `errors.Is` and `errors.As` no longer see it.",
        fix=f'Wrap it: `fmt.Errorf("...: %w", {name})`.',
    )


def _format_defect(view: FileView, call: m.Call, operands: list[m.Expr]) -> Defect | None:
    text = call.positional(0)
    if not (isinstance(text, m.Literal) and isinstance(text.value, str)):
        return None
    verbs = [v for v in _VERB.findall(text.value) if v != "%%"]
    if any(v.endswith("w") for v in verbs) or len(verbs) != len(operands):
        return None
    lost = [i for i, o in enumerate(operands) if _error_operand(o) and verbs[i][-1] in "vsq"]
    if len(lost) != 1 or _excused(view, call):
        return None  # several errors in one text: which of them is the cause is not for us to say
    index = lost[-1]
    operand = operands[index]
    name = next((n.id for n in operand.walk() if isinstance(n, m.Name) and is_error_name(n)), "err")
    return Defect(
        f"`{verbs[index]}` writes the text of `{name}` into a new error: the cause can no longer be tested with `errors.Is`.",
        fix=f"Write `%w` in place of `{verbs[index]}` and give it `{name}` itself.",
        suggestion=_wrap_suggestion(view, call, text, operand, name, index),
    )


def _wrap_suggestion(
    view: FileView, call: m.Call, text: m.Literal, operand: m.Expr, name: str, index: int
) -> Suggestion | None:
    """Replace the verb, and ``err.Error()`` by ``err``, where the call stands on one line."""
    assert view.module is not None
    if call.line != call.end_line or isinstance(operand, m.Binary):
        return None
    source = view.module.text(call)
    written = view.module.text(text)
    matches = [v for v in _VERB.finditer(written) if v.group() != "%%"]
    if index >= len(matches) or source.count(written) != 1:
        return None
    verb = matches[index]
    changed = source.replace(written, written[: verb.start()] + "%w" + written[verb.end() :])
    changed = changed.replace(f"{name}.Error()", name)
    line = view.lines[call.line - 1]
    if line.count(source) != 1:
        return None
    return Suggestion(call.line, call.line, line.replace(source, changed))


def _branch_of(checks: list[ErrorCheck], call: m.Call) -> ErrorCheck | None:
    """The plain ``if err != nil`` whose own branch (no further test between) makes the error."""
    nearest = next((n for n in call.ancestors() if isinstance(n, (m.If, m.Case, m.Function, m.Loop))), None)
    return next((c for c in checks if c.node is nearest and c.plain and _inside(c.node.body, call)), None)


def _inside(block: m.Block, node: m.Node) -> bool:
    return block.start <= node.start and node.end <= block.end


def _branch_defect(view: FileView, tested: ErrorCheck, call: m.Call) -> Defect | None:
    if tested.commented or tested.deeds.logs or PARSES.search(tested.source):
        return None
    if any(isinstance(n, m.Name) and n.id == tested.name for n in tested.node.body.walk()):
        return None
    statement = m.statement_of(call)
    if not isinstance(statement, m.Return):
        return None
    written = m.dotted(call.callee)
    source = f" of `{tested.source.rpartition('/')[2]}`" if tested.source else ""
    return Defect(
        f"`{written}` makes a new error that does not carry `{tested.name}`{source}: what failed is lost.",
        fix=f'Wrap it: `fmt.Errorf("...: %w", {tested.name})`.',
    )


def _excused(view: FileView, node: m.Node) -> bool:
    assert view.module is not None
    return any(
        node.line - 2 <= c.line <= node.end_line
        and re.search(
            r"secret|token|credential|password|leak|sensitive|wrap|hide|opaque|expose", c.text, re.IGNORECASE
        )
        for c in view.module.comments
    )
