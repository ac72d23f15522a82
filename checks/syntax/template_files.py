"""Files of template languages: which language a path belongs to, and where its text goes into the page unescaped.

Each language has its own way to write text as it is; :func:`raw_places` finds them all with their lines. Comments of the template
language are no code and are blanked first, as are blocks that are not interpreted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

SUFFIXES = {
    ".html": "jinja",
    ".htm": "jinja",
    ".xhtml": "jinja",
    ".jinja": "jinja",
    ".jinja2": "jinja",
    ".j2": "jinja",
    ".njk": "jinja",
    ".nunjucks": "jinja",
    ".twig": "jinja",
    ".tera": "jinja",
    ".erb": "erb",
    ".rhtml": "erb",
    ".haml": "haml",
    ".slim": "slim",
    ".ejs": "ejs",
    ".hbs": "handlebars",
    ".handlebars": "handlebars",
    ".mustache": "handlebars",
    ".jsp": "jsp",
    ".jspf": "jsp",
    ".tag": "jsp",
    ".cshtml": "razor",
    ".razor": "razor",
    ".vbhtml": "razor",
    ".blade.php": "blade",
    ".pug": "pug",
    ".jade": "pug",
    ".ftl": "freemarker",
    ".ftlh": "freemarker",
    ".gohtml": "jinja",
    ".tmpl": "jinja",
    ".vue": "vue",
    ".svelte": "svelte",
    ".astro": "astro",
    ".eex": "eex",
    ".heex": "eex",
    ".leex": "eex",
}
"""End of the path -> template language. Jinja, Django, Nunjucks, Twig and Go templates are read together as ``jinja``."""

_PAGES = frozenset({"", ".html", ".htm", ".xhtml", ".xml", ".svg", ".mjml", ".turbo_stream"})
_WITH_KIND = frozenset({".j2", ".jinja", ".jinja2", ".erb", ".ejs", ".hbs", ".handlebars", ".mustache", ".tmpl", ".twig", ".eex", ".njk"})  # fmt: skip
"""Ends before which another one says what is made: ``nginx.conf.j2`` is no page."""
SCRIPTED = (".vue", ".svelte")
"""Files whose ``<script>`` elements are modules."""


@dataclass(frozen=True, slots=True)
class RawPlace:
    """A place that writes the value of an expression into the page as it is."""

    line: int
    end_line: int
    expression: str
    """As written, filters that switch escaping off taken away."""
    how: str
    """What switches escaping off: ``|safe``, ``v-html``."""
    in_script: bool = False


def template_language(path: str) -> str | None:
    """The template language of a file by its name; None for other files and for templates of other things than pages."""
    name = PurePosixPath(path).name.lower()
    if name.endswith(".blade.php"):
        return "blade"
    pure = PurePosixPath(name)
    found = SUFFIXES.get(pure.suffix)
    if found is None:
        return None
    if pure.suffix in _WITH_KIND and PurePosixPath(pure.stem).suffix not in _PAGES:
        return None
    return found


# --- scripts of single-file components -----------------------------------------------------------------------

_OPEN_SCRIPT = re.compile(r"<script\b[^<>]{0,500}>", re.IGNORECASE)
_CLOSE_SCRIPT = re.compile(r"</script\s{0,9}>", re.IGNORECASE)
_OPEN_STYLE = re.compile(r"<style\b[^<>]{0,500}>", re.IGNORECASE)
_CLOSE_STYLE = re.compile(r"</style\s{0,9}>", re.IGNORECASE)
_DATA = re.compile(
    r"""\btype\s*=\s*["']?(?!module|text/(?:java|type)script|application/javascript|ts\b)""", re.IGNORECASE
)
_NOT_LINE_END = re.compile(r"[^\r\n]")


def spans(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], int, int]]:
    """(opening mark, start and end of what stands before the closing mark) of every element, in linear time."""
    at = 0
    while (opened := opening.search(text, at)) is not None:
        closed = closing.search(text, opened.end())
        if closed is None:
            return
        yield opened, opened.end(), closed.start()
        at = closed.end()


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text with the elements made blank, their marks too."""
    pieces: list[str] = []
    last = 0
    for opened, _, end in spans(text, opening, closing):
        closed = closing.match(text, end)
        stop = end if closed is None else closed.end()
        pieces += [text[last : opened.start()], _blank(text[opened.start() : stop])]
        last = stop
    return "".join([*pieces, text[last:]]) if pieces else text


_OPEN_COMMENT, _CLOSE_COMMENT = re.compile("<!--"), re.compile("-->")


def scripts_only(source: bytes) -> bytes:
    """The file with all but its scripts made blank, so that what remains keeps its place."""
    text = source.decode("latin-1")  # one character a byte
    hidden = _without(text, _OPEN_COMMENT, _CLOSE_COMMENT)
    pieces: list[str] = []
    last = 0
    for opened, start, end in spans(hidden, _OPEN_SCRIPT, _CLOSE_SCRIPT):
        if not _DATA.search(opened[0]):
            pieces += [_blank(text[last:start]), text[start:end]]
            last = end
    pieces.append(_blank(text[last:]))
    return "".join(pieces).encode("latin-1")


def markup_only(text: str) -> str:
    """The text with its scripts and styles made blank."""
    return _without(_without(text, _OPEN_SCRIPT, _CLOSE_SCRIPT), _OPEN_STYLE, _CLOSE_STYLE)


def _blank(text: str) -> str:
    return _NOT_LINE_END.sub(" ", text)


# --- raw places ----------------------------------------------------------------------------------------------

_MARKUP = ("<!--", "-->")
_COMMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "jinja": (
        (r"\{#", r"#\}"),
        (r"\{%-?\s{0,9}comment\b", r"endcomment\s{0,9}-?%\}"),
        (r"\{%-?\s{0,9}(?:raw|verbatim)\b", r"end(?:raw|verbatim)\s{0,9}-?%\}"),
        (r"\{\{-?\s{0,9}/\*", r"\*/\s{0,9}-?\}\}"),
    ),
    "erb": (("<%#", "%>"),),
    "eex": (("<%#", "%>"), ("<%!--", "--%>")),
    "ejs": (("<%#", "%>"),),
    "handlebars": ((r"\{\{!--", r"--\}\}"), (r"\{\{!", r"\}\}")),
    "jsp": (("<%--", "--%>"),),
    "razor": ((r"@\*", r"\*@"),),
    "blade": ((r"\{\{--", r"--\}\}"), ("@verbatim\\b", "@endverbatim")),
    "pug": ((r"(?m)^[ \t]*//", r"(?m)$"),),
    "haml": ((r"(?m)^[ \t]*-#", r"(?m)$"),),
    "slim": ((r"(?m)^[ \t]*/", r"(?m)$"),),
    "freemarker": (("<#--", "-->"),),
    "vue": (_MARKUP,),
    "svelte": (_MARKUP,),
    "astro": (_MARKUP,),
}
"""Opening and closing mark of what is no template code."""
_QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
_SAFE_FILTER = r"safe(?:HTML|Html|_html|seq)?|raw|unescape|noescape|trust(?:_?[hH]tml)?"
_WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "jinja": (
        (rf"\{{\{{[-~]?\s*((?:[^{{}}]|\{{[^{{}}]{{0,200}}\}}){{1,400}}?)\s*\|\s*(?:{_SAFE_FILTER})\b(?!\s*[:(])[^{{}}|]*?[-~]?\}}\}}", "`|safe`"),
        (r"\{%[-+]?\s*filter\s+safe\s*[-+]?%\}()", "`{% filter safe %}`"),
        (rf"\bth:utext\s*=\s*{_QUOTED}", "`th:utext`"),
        (r"\[\((\$\{[^{}]+\})\)\]", "`[(...)]`"),
        (rf"\bv-html\s*=\s*{_QUOTED}", "`v-html`"),
        (rf"\[(?:innerHTML|outerHTML|innerHtml|srcdoc)\]\s*=\s*{_QUOTED}", "`[innerHTML]`"),
        (rf"\bng-bind-html-unsafe\s*=\s*{_QUOTED}", "`ng-bind-html-unsafe`"),
        (rf"\bx-html\s*=\s*{_QUOTED}", "`x-html`"),
        (r"\{\{\{\s*([^{}]+?)\s*\}\}\}", "`{{{ }}}`"),
        (r"""<h:outputText\b(?=[^<>]{0,300}\bescape\s*=\s*["']false)[^<>]{0,300}\bvalue\s*=\s*["']([^"']+)["']""", '`escape="false"`'),
    ),
    "erb": (
        (r"<%==\s*(.{1,400}?)\s*-?%>", "`<%==`"),
        (r"<%=\s*raw[\s(]\s*(.{1,400}?)\s*\)?\s*-?%>", "`raw`"),
        (r"<%=\s*((?:(?!%>).){1,400}?)\.html_safe\s*-?%>", "`html_safe`"),
    ),
    "haml": (
        (r"(?m)^[ \t]*(?:[%.#][\w.#-]+(?:\{[^}\n]*\}|\([^)\n]*\))?)?!=\s*(.{1,400}?)[ \t]*$", "`!=`"),
        (r"(?m)(?:^[ \t]*|[\w)}])=\s*raw[\s(]\s*(.{1,400}?)\)?[ \t]*$", "`raw`"),
        (r"(?m)(?:^[ \t]*|[\w)}])=\s*(.{1,400}?)\.html_safe[ \t]*$", "`html_safe`"),
    ),
    "slim": (
        (r"(?m)^[ \t]*(?:[a-z][\w.#-]*)?==\s*(.{1,400}?)[ \t]*$", "`==`"),
        (r"(?m)(?:^[ \t]*|[\w])=\s*raw[\s(]\s*(.{1,400}?)\)?[ \t]*$", "`raw`"),
        (r"(?m)(?:^[ \t]*|[\w])=\s*(.{1,400}?)\.html_safe[ \t]*$", "`html_safe`"),
    ),
    "eex": ((r"<%=\s*raw[\s(]\s*(.{1,400}?)\s*\)?\s*%>", "`raw`"), (r"\{raw\(\s*([^{}]+?)\s*\)\}", "`raw`")),
    "ejs": ((r"<%-\s*(.{1,400}?)\s*[-_]?%>", "`<%-`"),),
    "handlebars": ((r"\{\{\{~?\s*([^{}]+?)\s*~?\}\}\}", "`{{{ }}}`"), (r"\{\{&\s*([^{}]+?)\s*\}\}", "`{{& }}`")),
    "jsp": (
        (r"<%=\s*(.{1,400}?)\s*%>", "`<%= %>`"),
        (r"(\$\{[^{}]+\})", "`${ }`"),
        (r"""<c:out\b(?=[^<>]{0,300}\bescapeXml\s*=\s*["']false)[^<>]{0,300}\bvalue\s*=\s*["']([^"']+)["']""", '`escapeXml="false"`'),
    ),
    "razor": (
        (r"@\(?Html\.Raw\((.{1,400}?)\)\)?(?=\s|<|$|[;\"'])", "`Html.Raw`"),
        (r"@\(\(MarkupString\)\s*(.{1,400}?)\)(?=\s|<|$)", "`MarkupString`"),
        (r"new MarkupString\((.{1,400}?)\)(?=\s|<|;|$|\))", "`MarkupString`"),
    ),
    "blade": ((r"\{!!\s*(.{1,400}?)\s*!!\}", "`{!! !!}`"),),
    "pug": (
        (r"(?m)^[ \t]*(?:[\w.#-]+(?:\([^)\n]*\))?)?!=\s*(.{1,400}?)[ \t]*$", "`!=`"),
        (r"!\{([^{}\n]+)\}", "`!{ }`"),
    ),
    "freemarker": ((r"\$\{([^{}]+?)\?no_esc\}", "`?no_esc`"), (r"<#noescape>\s*\$\{([^{}]+)\}", "`<#noescape>`")),
    "vue": ((rf"\bv-html\s*=\s*{_QUOTED}", "`v-html`"), (rf"(?<![\w-]):(?:inner-?html|innerHTML)(?:\.prop)?\s*=\s*{_QUOTED}", "`:innerHTML`")),
    "svelte": ((r"\{@html\s+((?:[^{}]|\{[^{}]*\})+?)\s*\}", "`{@html}`"),),
    "astro": ((r"\bset:html=\{((?:[^{}]|\{[^{}]*\})+?)\}", "`set:html`"),),
}  # fmt: skip
_AUTOESCAPE = re.compile(r"\{%[-+]?\s{0,9}autoescape\s{1,9}(?:off|false)\s{0,9}[-+]?%\}")
_END_AUTOESCAPE = re.compile(r"\{%[-+]?\s{0,9}endautoescape|\Z")
_AUTO_HOLE = re.compile(r"\{\{[-~]?\s*((?:[^{}]|\{[^{}]*\})+?)\s*[-~]?\}\}")
_HOLES = {
    "jinja": re.compile(r"\{\{[-~]?\s*([^{}]+?)\s*[-~]?\}\}"),
    "erb": re.compile(r"<%=(?!=)\s*(.{1,400}?)\s*-?%>", re.DOTALL),
    "ejs": re.compile(r"<%=\s*(.{1,400}?)\s*[-_]?%>", re.DOTALL),
    "blade": re.compile(r"\{\{\s*([^{}]+?)\s*\}\}"),
}
_UNQUOTED = re.compile(r"<[a-zA-Z][^<>]*?\s[\w:-]+=$", re.DOTALL)
_PREFIXED_TAG = re.compile(r"<(?:\w+:[\w-]+)\b[^<>]*$", re.DOTALL)


_Marks = tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
_Ways = tuple[tuple[re.Pattern[str], str], ...]


@cache
def _patterns(language: str) -> tuple[_Marks, _Ways]:
    return (
        tuple((re.compile(o), re.compile(c)) for o, c in _COMMENTS.get(language, ())),
        tuple(
            (re.compile(way, 0 if "(?m)" in way else re.DOTALL), how) for way, how in _WAYS.get(language, ())
        ),
    )


def _code(language: str, text: str) -> str:
    """The text without the comments of its template language."""
    for opening, closing in _patterns(language)[0]:
        text = _without(text, opening, closing)
    return text


def raw_places(language: str, text: str) -> Iterator[RawPlace]:
    """Every place that writes text unescaped, in source order of each way."""
    ways = _patterns(language)[1]
    text = _code(language, text)
    if language in ("vue", "svelte", "astro"):
        text = markup_only(text)
    seen: set[tuple[int, int]] = set()
    for pattern, how in ways:
        for match in pattern.finditer(text):
            expression = next((g for g in match.groups() if g is not None), "")
            if len(expression) > 400 or (match.start(), match.end()) in seen:
                continue
            if (
                language == "jsp"
                and how == "`${ }`"
                and _PREFIXED_TAG.search(text, max(0, match.start() - 400), match.start())
            ):
                continue  # an attribute of a tag that has its own way to write
            seen.add((match.start(), match.end()))
            yield _place(text, match, " ".join(expression.split()), how)
    if language == "jinja":
        for _, start, end in spans(text, _AUTOESCAPE, _END_AUTOESCAPE):
            for hole in _AUTO_HOLE.finditer(text, start, end):
                expression = " ".join(hole[1].split())
                if not re.search(rf"\|\s*(?:{_SAFE_FILTER}|e|escape|force_escape)\s*$", expression):
                    yield _place(text, hole, expression, "`{% autoescape off %}`")


def unprotected_places(language: str, text: str) -> Iterator[RawPlace]:
    """Holes that are escaped for HTML where that does not help: code of a script outside quotes, attributes without quotes."""
    hole = _HOLES.get(language)
    if hole is None:
        return
    text = _code(language, text)
    scripts = [(start, end) for _, start, end in spans(text, _OPEN_SCRIPT, _CLOSE_SCRIPT)]
    for match in hole.finditer(text):
        at = bisect_right(scripts, (match.start(), len(text)))
        inside = at > 0 and match.start() < scripts[at - 1][1]
        before = text[max(0, match.start() - 200) : match.start()]
        if inside:
            if (
                not before.endswith(("'", '"'))
                and "'" not in (tail := before.rpartition("\n")[2])
                and '"' not in tail
            ):
                yield _place(text, match, " ".join(match[1].split()), "a script", in_script=True)
        elif _UNQUOTED.search(before):
            yield _place(text, match, " ".join(match[1].split()), "an attribute without quotes")


def _place(text: str, match: re.Match[str], expression: str, how: str, in_script: bool = False) -> RawPlace:
    line = text.count("\n", 0, match.start()) + 1
    return RawPlace(line, line + match[0].rstrip("\n").count("\n"), expression, how, in_script)
