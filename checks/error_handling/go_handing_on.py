"""The mechanical mend of a dropped Go error: hand it on where the function gives an error and nothing else."""

from __future__ import annotations

from checks.error_handling.go_results import result_count
from checks.report import Suggestion
from checks.syntax import model as m
from checks.views import FileView


def handed_on(view: FileView, node: m.Assign | m.ExprStmt, call: m.Call) -> Suggestion | None:
    """``if err := f(); err != nil { return err }`` in place of ``f()`` or ``_ = f()``; ``v, err := f()`` and a test in place of
    ``v, _ := f()``."""
    function = m.enclosing(node, m.Function)
    if function is None or function.returns != "error" or node.line != node.end_line:
        return None
    assert view.module is not None
    line, written = view.lines[node.line - 1], view.module.text(node)
    if line.strip() != written:
        return None
    indent = line[: len(line) - len(line.lstrip())]
    leave = [f"{indent}\treturn err", f"{indent}}}"]
    if isinstance(node, m.Assign) and isinstance(node.targets[0], m.Sequence):
        if node.declares != ":=" or not written.partition(":=")[0].rstrip().endswith(", _"):
            return None
        head, _, tail = written.partition(":=")
        taken = f"{head.rstrip()[:-1]}err :={tail}"
        return Suggestion(
            node.line, node.line, "\n".join([f"{indent}{taken}", f"{indent}if err != nil {{", *leave])
        )
    count = result_count(view, call)
    if count not in (1, 2):
        return None
    names = "err" if count == 1 else "_, err"
    test = f"{indent}if {names} := {view.module.text(call)}; err != nil {{"
    return Suggestion(node.line, node.line, "\n".join([test, *leave]))
