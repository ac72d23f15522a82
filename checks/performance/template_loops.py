"""Relations that a template reads for each row of a list whose query did not load them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checks.performance.loops import repetitions
from checks.performance.record_relations import Place, reads_at
from checks.performance.record_sources import GIVEN
from checks.performance.relations import Rows, reading_of
from checks.performance.template_views import laravel_given, python_rows, rails_given
from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow
from checks.syntax.template_files import template_language
from checks.views import FileView, RepoView

Given = Callable[[RepoView, str], dict[str, tuple[Flow, m.Expr]]]
_TAG = re.compile(r"\{%-?\s*(?P<tag>.*?)-?%\}|\{\{-?(?P<shown>.*?)-?\}\}", re.DOTALL)
_FOR = re.compile(r"for\s+(?:\w+\s*,\s*)?(?P<item>\w+)\s+in\s+(?P<list>[\w.]+)(?:\(\))?")
_BARE = re.compile(r"'[^']*'|\"[^\"]*\"")
_ERB = re.compile(r"<%(?P<mark>[#=%-]?)=?(?P<code>.*?)-?%>", re.DOTALL)
_BLADE = re.compile(
    r"\{\{--.*?--\}\}|\{\{(?P<shown>.*?)\}\}|\{!!(?P<raw>.*?)!!\}|@for(?:each|else)\s*\((?P<each>[^\n]*)\)|@(?P<end>endforeach|endforelse)\b"
    r"|@(?:if|elseif|unless|isset|class|checked|selected)\s*\((?P<test>[^\n]*)\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TemplateRead:
    """A read of a relation at a line of a template. ``fix`` is "" where the query loaded it."""

    line: int
    shown: str
    item: str
    loop_line: int
    fix: str


def template_reads(view: FileView) -> Iterator[TemplateRead]:
    """Reads of relations in a template's loops, once a relation and loop; nothing where the list's query is not found."""
    kind = template_language(view.path)
    if kind == "jinja" and "for" in view.text and "{%" in view.text:
        yield from _jinja(view)
    elif kind == "erb" and re.search(r"\.(?:each|map)\b", view.text):
        yield from _code(view, "ruby", _erb(view.text), rails_given)
    elif kind == "blade" and re.search(r"@for(?:each|else)\b", view.text):
        yield from _code(view, "php", _blade(view.text), laravel_given)


# --- Django and Jinja ---


@dataclass(slots=True)
class _Loop:
    item: str
    line: int
    rows: Rows | None


def _jinja(view: FileView) -> Iterator[TemplateRead]:
    text = re.sub(r"\{#.*?#\}|\{%-?\s*comment\b.*?endcomment\s*-?%\}", lambda found: re.sub(r"[^\n]", " ", found.group(0)), view.text, flags=re.DOTALL)  # fmt: skip
    loops: list[_Loop] = []
    known: dict[str, Rows | None] = {}
    seen: set[tuple[int, str]] = set()
    for tag in _TAG.finditer(text):
        line = text.count("\n", 0, tag.start()) + 1
        words = _BARE.sub('""', tag.group("tag") or tag.group("shown") or "").strip()
        if words.startswith("endfor"):
            if loops:
                loops.pop()
            continue
        for loop in reversed(loops):
            for path in re.findall(rf"(?<![\w.]){re.escape(loop.item)}((?:\.\w+)+)", words):
                read = _path_read(loop, path[1:].split("."), line)
                if read is not None and (loop.line, read.shown) not in seen:
                    seen.add((loop.line, read.shown))
                    yield read
        found = _FOR.match(words) if tag.group("tag") is not None else None
        if found is not None:
            loops.append(_Loop(found.group("item"), line, _rows(view, loops, known, found.group("list"))))


def _path_read(loop: _Loop, names: list[str], line: int) -> TemplateRead | None:
    if loop.rows is None:
        return None
    names = [n for n in names if not n.isdigit()]
    reading = reading_of(loop.rows, names, True)
    if reading is None:
        return None
    shown = ".".join([loop.item, *names[: reading.link + 1]])
    return TemplateRead(line, shown, loop.item, loop.line, reading.fix)


def _rows(view: FileView, loops: list[_Loop], known: dict[str, Rows | None], path: str) -> Rows | None:
    start, _, rest = path.partition(".")
    around = next((loop for loop in reversed(loops) if loop.item == start), None)
    if around is not None:
        model = None if around.rows is None else around.rows.model
        relation = None if model is None else model.relation(rest.partition(".")[0])
        target = None if model is None or relation is None else model.other(relation.target)
        if around.rows is None or relation is None or target is None:
            return None
        return Rows(relation.target, target, around.rows.text)
    if rest not in ("", "object_list", "items"):
        return None
    if start not in known:
        known[start] = python_rows(view.repo, view.path, start)
    return known[start]


# --- ERB and Blade: their code, with everything else blanked ---


def _code(view: FileView, language: str, code: str, given: Given) -> Iterator[TemplateRead]:
    handed = given(view.repo, view.path)
    module = parse(view.path, language, code.encode()) if handed else None
    if module is None:
        return
    flow = Flow(module, view.repo)
    flow.memo[GIVEN] = handed
    for read in reads_at(Place(flow, view.repo)):
        again = read.again or next(iter(repetitions(read.node)), None)
        item = "item" if again is None else again.item
        line = read.node.line if again is None else again.node.line
        yield TemplateRead(read.node.line, read.shown, item, line, read.fix if read.again else "")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _erb(text: str) -> str:
    made: list[str] = []
    last = 0
    for tag in _ERB.finditer(text):
        made.append(_blank(text[last : tag.start()]))
        code = tag.group("code")
        made.append(_blank(tag.group(0)) if tag.group("mark") in ("#", "%") else f" {code} ;")
        last = tag.end()
    return "".join(made)


def _blade(text: str) -> str:
    made: list[str] = ["<?php "]
    last = 0
    for tag in _BLADE.finditer(text):
        made.append(_blank(text[last : tag.start()]))
        shown = tag.group("shown") or tag.group("raw")
        if shown is not None:
            made.append(f" echo {shown.strip()} ;" + "\n" * tag.group(0).count("\n"))
        elif tag.group("each") is not None:
            made.append(f" foreach ({tag.group('each')}) {{")
        elif tag.group("end") is not None:
            made.append(" }")
        elif tag.group("test") is not None:
            made.append(f" echo ({tag.group('test')}) ;")
        else:
            made.append(_blank(tag.group(0)))
        last = tag.end()
    return "".join(made)
