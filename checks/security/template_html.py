"""Judges the places of template files that write text into a page without escaping it.

Switching escaping off is fine for what the program itself makes (forms, translations, icons, JSON) and for text that went
through a sanitizer, in the expression or where the repository fills the name; everything else is the text of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Evidence
from checks.rules import Defect, Site
from checks.syntax.template_files import RawPlace, raw_places, template_language, unprotected_places
from checks.views import FileView, RepoView

_REQUEST = re.compile(
    r"(?<![\w.])request\.(?:args|GET|POST|values|form|params|query|cookies|headers|query_params|full_path|data)\b|(?<![\w.@])params\[|\breq\.(?:query|params|body|cookies)\b"
    r"|(?<![\w.])param(?:Values)?[.\[]|\brequest\.getParameter\b|\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\b|(?<![\w>:$])request\(\s*['\"]|\$request->(?!user\b|route\b|ajax\b)|\bRequest::(?:get|input|query)\b"
    r"|(?:\$route|(?<![\w.])route)\.(?:query|params)\b|\bsearchParams\.get\b|\blocation\.(?:hash|search|href)\b|\bapp\.request\.(?:get|query|request)\b|(?<!Http)\bRequest\.(?:Query|Form|Params|QueryString)\b|\$page\.url\.searchParams"
    r"|@conn\.params\b|(?<![\w.])cookies\[|(?<![\w.])(?:header|cookie)\.\w"
)
_CLEANED = re.compile(
    r"sanit|purif|bleach|nh3|ammonia|\bclean|_clean\b|escape(?!d?\s*=\s*false)|encode|strip_?tags|htmlspecialchars|htmlentities|(?<![\w$>.])e\(|(?<![\w.])h\(|\bhtml\.EscapeString|json|jsonify|stringify"
    r"|\bxss\(|createDOMPurify|AntiXss|HtmlFilter|\bscrub|Loofah|Jsoup\.clean|PolicyFactory|insane\(|rehype-sanitize|filterXSS|wp_kses|to_i\b|\bto_f\b|\|\s*(?:int|float|length|count|date|number|round|floatformat|e|force_escape|escapejs|linebreaks|linebreaksbr|urlize|urlencode|nl2br|length_is|pluralize|add_class|attr|crispy|as_crispy_\w+|slugify)\b(?!\()",
    re.IGNORECASE,
)
_NL2BR = re.compile(r"\bnl2br\(\s*\$?\w")
_HELPERS = re.compile(
    r"csrf|(?<![\w.])forms?\b(?!at)|\b(?:\w+_)?form\.\w|\bfield\b|_field\b|\bfields?\.|widget|(?<![\w.])(?:include|partial|yield|render|render_\w+|renderPartial|content_for|contentFor|outlet|slot|block|component|layout)\b\s*(?:[('\":]|$)"
    r"|\b(?:RenderBody|RenderSection|Html\.(?!Raw)\w+)|\bsuper\(|block\.super|\bcaller\(|url_for|\bstatic\(|\basset|\bmedia\b|\bvite|mix\(|gettext|(?<!\w)_{1,2}\(|(?<![\w.])\$?tc?\(|(?<![\w.$])\$?t[ (]['\":]"
    r"|(?<![\w.$])\$?t\(|\$t\b|\bi18n|\btrans\b|\btrans[_(|]|translat|localiz|Localizer|\bLocale|\bmessages_properties|(?<![\w.])lang\.|loc\.|svg|icon|pagina|pagy|\blinks\b|\berrors\b|help_?text|label_tag|\bas_(?:p|ul|table|div)\b|\b\w+_tag\b|\blink_to\b|button_to"
    r"|\bsimple_format\b|safe_join|tag\.\w+|captcha|nonce|\bscripts?\b|\bstyles?\b|stylesheet|\bcss\b|\bjs\b|schema|json_?ld|jsonld|\bmeta\b|meta_?tags|analytics|gtm|gtag|tracking|snippet|sprite|logo|emoji|qr_?code|barcode|captcha|honeypot|chart|plot|graph|figure|bokeh|heatmap|spinner"
    r"|\bhtml_attributes|attributes\b|attrs\b|\bclass(?:es|Names?)?\b|badge|toolbar|\bblock_html|(?<![\w.])csrf_\w+|hidden_tag|\bflatpage\b|(?<![\w.])config[.(\[]|(?<![\w.])settings\.|(?<![\w.])site(?:\.|Settings|Config)|(?<![\w.])theme\.|sidebar|navbar|\bnav\b|breadcrumb|\bmenu\b|footer|\btoc\b|table_of_contents|sort_link|\bstatus_\w+|signature_image|\brecaptcha",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"markdown|\bmarked\b|\bmd\(|\bmd\b|snarkdown|showdown|commonmark|redcarpet|kramdown|autolink|auto_link|linkify|nl2br|\bformat\w*\(|\bhighlight\w*\(|\bparse\w*\(", re.IGNORECASE)  # fmt: skip
_LITERAL = re.compile(r"""^\(*\s*(?:"[^"{}#$]*"|'[^'{}]*'|`[^`$]*`|[\d.]+|true|false|null|None|nil)\s*\)*$""")
_ONLY_NUMBERS = re.compile(r"(?:^|[._])(?:id|pk|count|total|number|index|size|length|price|amount|year|date|created_at|updated_at|width|height|uuid|slug|percent|percentage)$", re.IGNORECASE)  # fmt: skip
_MADE_BY_US = re.compile(r"(?:_|(?<=[a-z]))(?:html|HTML|Html|markup|Markup)$|^(?:rendered|safe|trusted|markup)\w*|(?:Safe|Trusted|_safe|_trusted)$|_rendered$|^rendered_")  # fmt: skip
_USER_TEXT = re.compile(
    r"(?:^|[._]|(?<=[a-z]))(?:comment|comments|review|message|msg|post|bio|body|content|text|description|feedback|query|keyword|search|term|nickname|displayname|username|summary|note|notes|caption|title|reply|answer|question)s?(?:\(\))?$",
    re.IGNORECASE,
)
_TEXT_METHODS = re.compile(r"\.(?:to_s|to_str|strip|presence|html_safe|squish|toString|trim|truncate|replace|replaceAll|gsub|split|join|slice|substring|upcase|titleize|capitalize|value|get|toLowerCase|toUpperCase|text)\b(?:\((?:[^()]|\([^()]*\))*\))?")  # fmt: skip
_STRINGS = re.compile(r""""[^"]*"|'[^']*'""")
_NAME = re.compile(r"[A-Za-z_$@][\w$@]*")
_CODE_SUFFIXES = (
    ".py",
    ".js",
    ".ts",
    ".tsx",
    ".jsx",
    ".mjs",
    ".vue",
    ".svelte",
    ".rb",
    ".go",
    ".java",
    ".kt",
    ".php",
    ".cs",
    ".ex",
    ".exs",
    ".rs",
)
_COMMON = frozenset(
    {"self", "this", "item", "object", "data", "value", "model", "props", "state", "page", "row", "i", "x"}
)
_SCRIPT_SOURCES = frozenset({"vue", "svelte", "astro"})
_SEEN_AT_MOST = 60


def template_sites(view: FileView) -> Iterator[Site]:
    """Every place of a template that writes text as it is, and every hole that HTML escaping does not protect."""
    language = template_language(view.path)
    if language is None:
        return
    for place in raw_places(language, view.text):
        yield view.line_site(place.line, _judged(view, language, place), place.end_line)
    for place in unprotected_places(language, view.text):
        if _REQUEST.search(place.expression) and not _CLEANED.search(place.expression):
            message = f"`{_short(place.expression)}` stands in {place.how}, where escaping for HTML does not protect."
            fix = (
                "Write it as JSON (`|tojson`, `json_script`), or read it from a data attribute."
                if place.in_script
                else "Put the attribute in quotes."
            )
            yield view.line_site(place.line, Defect(message, fix=fix), place.end_line)


def inline_template_sites(view: FileView) -> Iterator[Site]:
    """``v-html`` in templates that are written as strings of a script."""
    if not view.mentions("v-html=") or template_language(view.path) is not None:
        return
    for place in raw_places("vue", view.text):
        yield view.line_site(place.line, _judged(view, "vue", place), place.end_line)


def _judged(view: FileView, language: str, place: RawPlace) -> Defect | None:
    evidence = _dirty(view, language, place)
    if evidence is None:
        return None
    shown = _short(place.expression)
    what = f"`{shown}` is written into the page by {place.how} without being escaped."
    if not shown:
        what = f"What stands in {place.how} is written into the page without being escaped."
    return Defect(
        what,
        fix="Leave the escaping on; clean wanted HTML with a sanitizer before it reaches the template.",
        evidence=evidence,
    )


def _dirty(view: FileView, language: str, place: RawPlace) -> tuple[Evidence, ...] | None:
    """None where the place is fine, else what shows that it is not."""
    expression = place.expression
    if language == "jsp":
        return _jsp(view, place)
    if place.how == "`[innerHTML]`" and not re.search(
        r"\|\s*\w*(?:safe|trust|bypass|keep|nosanit)", expression, re.IGNORECASE
    ):
        return None  # Angular cleans what it binds
    if place.how in ("`th:utext`", "`[(...)]`"):
        if expression.startswith("#{"):
            return None  # a message of the program
        expression = re.sub(r"^[$*]\{(.*)\}$", r"\1", expression)
    if language == "jinja" and _is_hugo(view):
        return None
    if _LITERAL.match(expression) or (not expression and place.how != "`{% filter safe %}`"):
        return None
    if _CLEANED.search(expression) and not _NL2BR.search(expression.replace("nl2br(e(", "")):
        return None
    if _REQUEST.search(expression):
        return ()
    if (
        language in ("ejs", "handlebars", "pug", "erb")
        and _layout(view.path)
        and re.fullmatch(r"[\w.]*(?:body|content|contents|main|page)", expression)
    ):
        return None
    head, filters = _parts(expression)
    for name in [*_called(head), *filters]:
        found = _defined(view, language, name)
        if found is not None:
            return found or None
    subject = _subject(head)
    if subject is None:
        return () if _MARKDOWN.search(expression) and not _HELPERS.search(head) else None
    last = re.split(r"[.\[\]>:?]+", subject)[-1] or subject
    found = _defined(view, language, last)
    if found is not None:
        return found or None
    if _MARKDOWN.search(" ".join(filters)) and "markdownify" not in filters:
        return ()
    if (
        _HELPERS.search(subject.replace("->", "."))
        or _ONLY_NUMBERS.search(subject)
        or _MADE_BY_US.search(last)
    ):
        return None
    return ()


def _parts(expression: str) -> tuple[str, list[str]]:
    """The expression before its filters, and the filters' names. ``||`` is no filter."""
    quoted = _STRINGS.sub(lambda m: "\x00" * len(m[0]), expression)
    cuts = [m.start() for m in re.finditer(r"(?<!\|)\|(?!\|)", quoted)]
    if not cuts:
        return expression, []
    head = expression[: cuts[0]].strip()
    pieces = [expression[a + 1 : b].strip() for a, b in zip(cuts, [*cuts[1:], len(expression)], strict=True)]
    names = [m[0] for p in pieces if (m := _NAME.match(p))]
    return head, [
        n
        for n in names
        if n
        not in ("safe", "raw", "default", "trim", "join", "upper", "lower", "title", "truncate", "replace")
    ]


def _called(head: str) -> list[str]:
    """Names of the functions that an expression calls, text methods left out."""
    plain = _STRINGS.sub("''", head)
    found = re.findall(r"([A-Za-z_$][\w$]*)\s*\(", _TEXT_METHODS.sub("", plain))
    first = re.match(r"([a-z_]\w*)\s+[@\w'\":]", plain)  # Ruby and Handlebars: `markdown comment.body`
    return found + (
        [first[1]] if first and first[1] not in ("if", "unless", "not", "await", "new", "typeof") else []
    )


def _subject(head: str) -> str | None:
    """The name whose text is written, text methods and alternatives taken off; None for what is made by a function."""
    plain = _TEXT_METHODS.sub("", head)
    for alternative in re.split(r"\?\?|\|\||\sor\s|\?:", plain):
        text = alternative.strip().strip("()").strip()
        if "?" in text and ":" in text:
            text = text.partition("?")[2].partition(":")[0].strip()
        if not text or _LITERAL.match(text):
            continue
        text = re.sub(r"\[['\"]([\w-]+)['\"]\]", r".\1", text)
        text = re.sub(r"\[[\w:.$]+\]", "", text)
        get = re.fullmatch(r"\$?([\w$@.>-]+)", text.replace("?.", ".").replace("!", ""))
        if get is not None:
            return get[1]
        if "+" in text or "~" in text or "${" in text or "#{" in text:
            pieces = [p.strip() for p in re.split(r"\+|~|\$\{|\}|`", text)]
            names = [p for p in pieces if re.fullmatch(r"\$?[\w$@.>-]+", p) and not _LITERAL.match(p)]
            return names[0] if names else None
    return None


def _layout(path: str) -> bool:
    return bool(re.search(r"layout|(?:^|/)_?(?:base|main|application|default)\.", path, re.IGNORECASE))


def _is_hugo(view: FileView) -> bool:
    """Pages of a static site are written by its owner."""
    return "layouts/" in view.path and any(
        view.repo.text(p) is not None
        for p in ("hugo.toml", "hugo.yaml", "config/_default/hugo.toml", "archetypes/default.md")
    )


# --- where the repository fills a name -----------------------------------------------------------------------

_RAW_SOURCES = re.compile(r"markdown|\bmarked\b|\.render\(|\bmd\b|nl2br|<br|\.body\b|\.content\b|\.text\b|\.description\b|\.message\b|props\.|fetch\(|await |request\.|req\.|params", re.IGNORECASE)  # fmt: skip
_MD_OFF = re.compile(r"html\s*:\s*false|escape_html|filter_html|safe_mode|DisableHtml|html_input['\"]?\s*(?:=>|:)\s*['\"](?:strip|escape)|new MarkdownIt\(\)|markdownit\(\)|markdown-it['\"]?\)\(\)|safe_links_only", re.IGNORECASE)  # fmt: skip


def _defined(view: FileView, language: str, name: str) -> tuple[Evidence, ...] | None:
    """What the file itself and the repository say about a name: an empty tuple where it is filled with clean text or constants, a
    place where it is filled with text as it comes, None where they say nothing."""
    name = name.strip("$@")
    if len(name) < 2 or name in _COMMON:
        return None
    if language in _SCRIPT_SOURCES:
        own = _own_definition(view, name)
        if own is not None:
            return own
    cleaned = constants = 0
    for path, number, window in _definitions(view.repo, name):
        if _CLEANED.search(window) or _MD_OFF.search(window):
            cleaned += 1
        elif re.search(
            rf"""\b{re.escape(name)}["']?\s*(?::\s*\w+\s*)?(?:=|:|=>)\s*f?(?:"[^"{{}}]*"|'[^'{{}}]*')\s*[,;)]?\s*$""",
            window.split("\n")[0],
        ):
            constants += 1
        elif re.search(
            rf"(?:def|function|func|fun)\s+(?:\w+\.)?{re.escape(name)}\b", window.split("\n")[0]
        ) and _MARKDOWN.search(window):
            return (Evidence(path, number, "the text is made here"),)
        else:
            constants -= 1000
    if cleaned or constants > 0:
        return ()
    return None


def _own_definition(view: FileView, name: str) -> tuple[Evidence, ...] | None:
    """How the script of a component fills a name."""
    word = re.escape(name)
    text = view.text
    imported = re.search(
        rf"\bimport\b[^;'\"]{{0,300}}?\b{word}\b[^;'\"]{{0,300}}?\bfrom\s*['\"]([^'\"]+)['\"]", text
    )
    if imported is not None:
        for _, _, window in _definitions(view.repo, name):
            if _CLEANED.search(window) or _MD_OFF.search(window):
                return ()
            if _MARKDOWN.search(window):
                return (
                    Evidence(view.path, text.count("\n", 0, imported.start()) + 1, "it is imported here"),
                )
        return None if _MARKDOWN.search(name) else ()
    match = re.search(
        rf"(?:\b(?:const|let|var)\s+{word}\b[^=\n]*=(?!=)|\bfunction\s+{word}\s*\(|^\s*(?:get\s+|async\s+)?{word}\s*\([^)\n]*\)\s*(?::\s*\w+\s*)?\{{|\$:\s*{word}\s*=|^\s*{word}\s*:\s*(?:function|\()|\b{word}\.value\s*=(?!=)|^\s*{word}\s*=(?!=))",
        text,
        re.MULTILINE,
    )
    if match is None:
        return None
    window = _balanced(text, match.start())
    line = text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
    assigned = [
        _balanced(text, m.start()) for m in re.finditer(rf"\b(?:this\.)?{word}(?:\.value)?\s*=(?!=)", text)
    ]
    if any(_CLEANED.search(w) for w in (window, *assigned)) or _MD_OFF.search(window):
        return ()
    cleaners = re.findall(r"\b(\w+)(?:\.(?:render|parse|process)\w*)?\(", window)
    for called in cleaners[:12]:
        helper = re.search(
            rf"(?:\bfunction\s+{re.escape(called)}\s*\(|\bconst\s+{re.escape(called)}\s*=)", text
        )
        made = "" if called == name or helper is None else _balanced(text, helper.start())
        if _CLEANED.search(made) or _MD_OFF.search(made):
            return ()
    if any(_RAW_SOURCES.search(w) for w in (window, *assigned)):
        return (Evidence(view.path, line, "the text is made here"),)
    if (
        re.search(r"=\s*(?:'[^'$]*'|\"[^\"]*\"|`[^`$]*`)\s*;?\s*$", window.split("\n")[0])
        and len(assigned) <= 1
    ):
        return ()
    return None


def _balanced(text: str, start: int) -> str:
    """From a definition to the end of its brackets, at most 900 characters."""
    depth = 0
    opened = False
    for place in range(start, min(len(text), start + 900)):
        char = text[place]
        if char in "([{":
            depth += 1
            opened = True
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                return text[start:place]
        elif char == "\n" and depth == 0 and (opened or place - start > 200):
            if text[place : place + 60].lstrip().startswith((".", "?", ":")):
                continue
            return text[start:place]
    return text[start : start + 900]


def _definitions(repo: RepoView, name: str) -> Iterator[tuple[str, int, str]]:
    """(path, line, some lines from there) of the places that fill a name or define a function of that name."""
    word = re.escape(name)
    filled = re.compile(
        rf"""(?:\b(?:def|function|func|fun|fn)\s+(?:self\.)?(?:\([^)]*\)\s*)?{word}\b|\b{word}["']?\s*(?::\s*[\w\[\]., |]+?\s*)?(?:=(?![=>])|=>|:(?!:)\s)\s*\S|["':]{word}["']\s*[,=)]|\b{word}\s*\([^)]*\)\s*(?::\s*\w+\s*)?\{{|name=["']{word}["'])"""
    )
    seen = 0
    for path, number, line in repo.search([name], suffixes=_CODE_SUFFIXES):
        if len(line) > 500 or not filled.search(line) or "test" in path.lower():
            continue
        seen += 1
        if seen > _SEEN_AT_MOST:
            return
        lines = (repo.text(path) or "").split("\n")
        length = 12 if re.search(r"\b(?:def|function|func|fun|fn)\b|=>\s*\{|\{\s*$", line) else 3
        if path.endswith((".vue", ".svelte")) and "v-html" in line:
            continue
        window: list[str] = lines[number - 1 : number]
        decorated = line.lstrip().startswith("@")
        for after in lines[number : number + (length if not decorated else 12) - 1]:
            if re.match(r"\s*(?:def|function|func|class|export)\b", after) and not (
                decorated and len(window) == 1
            ):
                break
            window.append(after)
        yield path, number, "\n".join(window)


# --- JSP -----------------------------------------------------------------------------------------------------


def _jsp(view: FileView, place: RawPlace) -> tuple[Evidence, ...] | None:
    """JSP escapes nothing by itself; what is clearly text of a person counts."""
    expression = place.expression.removeprefix("${").removesuffix("}").strip()
    if (
        _LITERAL.match(expression)
        or _CLEANED.search(expression)
        or re.search(r"\bfn:|contextPath|ContextPath", expression)
    ):
        return None
    if _REQUEST.search(expression) or re.match(r"(?:param|paramValues|header|cookie)[.\[]", expression):
        return ()
    names = re.findall(r"[A-Za-z_]\w*", expression)
    if len(names) == 1:
        given = re.search(
            rf"\b{re.escape(names[0])}\s*=\s*request\.(?:getParameter|getHeader)\(([^;]*);", view.text
        )
        if given is not None and not _CLEANED.search(given[0]):
            return (
                Evidence(view.path, view.text.count("\n", 0, given.start()) + 1, "the text comes from here"),
            )
        return None
    getter = re.search(r"\.get([A-Z]\w*)\(\)$", expression)
    last = getter[1] if getter else expression.rpartition(".")[2]
    if re.search(r"[?:+\-*/<>=]|\bempty\b|\bnot\b|\beq\b", expression) or not _USER_TEXT.search(last):
        return None
    if re.search(
        rf"""\bvar=["']{re.escape(names[0])}["'][^<>]{{0,200}}fmt:|fmt:message[^<>]{{0,200}}var=["']{re.escape(names[0])}["']""",
        view.text,
    ):
        return None
    return ()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
