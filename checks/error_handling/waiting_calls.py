"""Calls and options that the library files know to wait for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, known_call, known_settings
from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.views import FileView


def sites(view: FileView) -> Iterator[Site]:
    """Every call and option of the kind ``waits`` is a site."""
    for call in view.flow.calls():
        fact = known_call(view.flow, call, "waits")
        if fact is not None and _is_meant(view, call, fact):
            defect = _defect(view, call, fact)
            if "shown" in fact.more:  # one setting in a chain stands on its own line
                yield view.line_site(call.end_line, defect)
            else:
                yield view.site(place(call), defect)
        elif known_call(view.flow, call, "http") is not None:
            yield view.site(place(call))
    for setting in known_settings(view.flow, "waits"):
        more = setting.fact.more
        yield view.site(
            setting.node,
            Defect(
                f"This {more.get('says', 'sets no limit')}: when the other side stops answering, the call waits for ever.",
                fix=str(more.get("fix", "")),
            ),
        )


def place(call: m.Call) -> m.Node:
    """Where a finding about a call stands: its statement when that begins on the same line, else the call itself."""
    statement = m.statement_of(call)
    return statement if statement.line == call.line else call


def _is_meant(view: FileView, call: m.Call, fact: Fact) -> bool:
    more = fact.more
    if (more.get("given") and not call.args) or (more.get("single") and len(call.args) != 1):
        return False
    if "library_used" in more and not re.search(str(more["library_used"]), view.text):
        return False
    if "requires" in more and not re.search(str(more["requires"]), view.text):
        return False
    return "shown" not in more or re.fullmatch(str(more["shown"]), _written(view, call)) is not None


def _written(view: FileView, call: m.Call) -> str:
    """The call without the chain before it."""
    assert view.module is not None
    start = call.callee.base.end if isinstance(call.callee, m.Attr) else call.start
    return view.module.source[start : call.end].decode("utf-8", "replace")


def _defect(view: FileView, call: m.Call, fact: Fact) -> Defect | None:
    more = fact.more
    if more.get("bare") and call.args:
        return None  # what is given may carry the limit, and is judged where it is made
    if "limits" in more and re.search(str(more["limits"]), view.text):
        return None
    if any(
        isinstance(n, m.Call) and re.search(r"(?i)with_?timeout|^timeout", m.dotted(n.callee))
        for n in call.ancestors()
    ):
        return None
    written = m.dotted(call.callee) or fact.library
    says = more.get("says", "has no timeout")
    return Defect(
        f"`{written}` {says}: when the other side stops answering, this waits for ever.",
        fix=str(more.get("fix", "")),
    )
