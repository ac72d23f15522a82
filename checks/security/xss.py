"""Text that becomes HTML without being escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security import html_writers_examples as writers
from checks.security.carriers import last_name
from checks.security.html_examples import BAD, GOOD
from checks.security.html_writers import Emission, around, known_emissions, says_plain
from checks.security.template_html import inline_template_sites, template_sites
from checks.syntax import model as m
from checks.syntax.flow import Flow, Taint
from checks.syntax.reaching import reaching
from checks.views import FileView

_ESCAPING = re.compile(
    r"escape|sanit|purify|bleach|nh3|clean|encodeURI|urlencode|quote|stringify|dumps|tojson|striptags|strip_tags|format_html|xss|htmlspecialchars|HTMLEscape"
    r"|EscapeString|he\.encode|htmlentities|json_encode|html_?encode|HtmlEncoder|Encode\.|forHtml|esc_|ammonia|Jsoup\.clean|simple_format|(?:^|[.:])[he]$|createTextNode|textContent|linkify|highlight|localize|gettext|date|time|number|currency",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"^(?:markdown\.markdown|markdown2\.markdown|mistune\.\w+|marked(?:\.marked)?(?:\.parse(?:Inline)?)?|showdown\.\w+|markdown-it\(\)\.render|md\.render)$"
)
_SAFE_NAMES = re.compile(r"safe|sanit|clean|escaped|purif|svg|icon|template|css|style|(?<!de)script|nonce|csrf|json|schema|snippet|static|markup|rendered|i18n|trans", re.IGNORECASE)  # fmt: skip
_PYTHON_MARK = re.compile(
    r"^(?:markupsafe|flask|jinja2|django\.utils\.safestring)\.(?:Markup|mark_safe|SafeString|SafeText)$|^django\.utils\.html\.format_html$"
)
_PYTHON_RESPONSE = re.compile(r"^(?:django\.http\.HttpResponse(?:BadRequest|NotFound|Forbidden)?|(?:fastapi|starlette)\.responses\.HTMLResponse|flask\.make_response|(?:flask|werkzeug(?:\.wrappers)?)\.Response)$")  # fmt: skip
_ROUTE = re.compile(r"\.(?:route|get|post|put|patch|delete)$")
_TEXT_FIELD = re.compile(
    r"^(?:name|title|description|bio|body|content|comment|message|text|summary|notes?|about|review|label|caption|html|subject|reason|query|term|username|email)$"
    r"|(?:_|^)(?:name|title|text|html|body|content|message|comment|description)$|(?:Name|Title|Text|Html|HTML|Body|Content|Message|Comment|Description)$"
)
_PLAIN = re.compile(r"text/plain|application/|text/csv|text/event-stream|image/")
_HTML = re.compile(r"<[a-zA-Z!/]")
_ICONS = re.compile(r"icon|svg|css|emoji", re.IGNORECASE)
_RESHAPING = frozenset(
    {"join", "replace", "replaceAll", "gsub", "sub", "strip", "trim", "split", "lines", "map", "flatMap", "concat", "splitlines", "rstrip", "lstrip", "lower", "upper", "capitalize", "toUpperCase", "upcase", "to_s", "toString", "slice", "downcase", "toLowerCase"}
)  # fmt: skip
"""Methods whose result is still the text they are called on."""
_REMEMBERING = frozenset({"useMemo"})
"""React's calls whose result is what their function returns."""
_RESPONSES = frozenset({"res", "response", "reply"})


def check(view: FileView) -> Iterator[Site]:
    """Every place that emits HTML from an expression is a site."""
    yield from template_sites(view)
    yield from inline_template_sites(view)
    if view.module is None:
        return
    seen: set[int] = set()
    for emission in _emissions(view):
        statement = m.statement_of(emission.node)
        place = emission.node if isinstance(emission.node, m.Pair) else statement
        if id(place) in seen:
            continue
        seen.add(id(place))
        yield view.site(place, _defect(view, emission, place))


def _defect(view: FileView, emission: Emission, place: m.Node) -> Defect | None:
    flow = view.flow
    value = flow.value(emission.text)
    if not value.dynamic:
        return None
    taint = next((t for t in value.taints if t.grade == "request" and not _escaped(t.through)), None)
    if taint is not None and not _object_of_request(flow, taint):
        evidence: tuple[Evidence, ...] = ()
        if not place.line <= taint.source.line <= place.end_line:
            evidence = (Evidence(view.path, taint.source.line, "the text comes from here"),)
        source = " ".join(flow.module.text(taint.source).split())[:60]
        return Defect(
            f"{taint.what[:1].upper() + taint.what[1:]} (`{source}`) becomes HTML through {emission.what} without being escaped.",
            evidence=evidence,
        )
    if not emission.strict or value.taint is not None:
        return None
    if value.built and not _HTML.search(value.known_text):
        return None  # a style sheet or a script, not markup
    risky = next((leaf for leaf in _leaves(flow, emission.text) if _risky(flow, leaf)), None)
    if risky is None:
        return None
    text = " ".join(flow.module.text(risky).split())[:60]
    return Defect(f"`{text}` becomes HTML through {emission.what} without being escaped.")


def _escaped(names: frozenset[str]) -> bool:
    return any(_ESCAPING.search(n) for n in names)


def _object_of_request(flow: Flow, taint: Taint) -> bool:
    """`res.send(req.body)` answers JSON."""
    return bool(re.search(r"\b(?:body|json)$|get_json\(\)$|\.json\(\)$", flow.module.text(taint.source)))


def _leaves(flow: Flow, expr: m.Expr, depth: int = 0) -> Iterator[m.Expr]:
    """The dynamic pieces that a text is put together from."""
    if depth > 6:
        return
    found = flow.definition(expr)
    if isinstance(found, m.Template):
        pieces = list(found.parts)
    elif isinstance(found, m.Binary) and found.op in ("+", "%"):
        right = found.right
        pieces = [found.left, *(right.items if isinstance(right, m.Sequence) else [right])]
    elif isinstance(found, m.Conditional):
        pieces = [found.then, found.other]
    elif isinstance(found, m.Binary) and found.op in ("or", "??", "and"):
        pieces = [found.left, found.right]
    elif (
        isinstance(found, m.Call) and last_name(found.callee) == "format" and isinstance(found.callee, m.Attr)
    ):
        pieces = [a.value for a in found.args]
    elif isinstance(found, m.Call) and last_name(found.callee) == "Sprintf":
        pieces = [a.value for a in found.args[1:]]
    elif isinstance(found, m.Await):
        pieces = [found.value]
    elif isinstance(found, m.Sequence):
        pieces = list(found.items[:40])
    elif isinstance(found, m.Comprehension):
        pieces = [found.element]
    elif isinstance(found, m.Call) and isinstance(found.callee, m.Attr) and found.callee.name in _RESHAPING:
        pieces = _reshaped(flow, found, found.callee)
    elif isinstance(found, m.Call) and last_name(found.callee) in _REMEMBERING and (made := _returned(found)):
        pieces = made
    elif isinstance(found, m.Name) and (held := _held(flow, found)):
        pieces = held
    else:
        if flow.value(found).dynamic:
            yield found
        return
    for piece in pieces:
        if flow.value(piece).dynamic:
            yield from _leaves(flow, piece, depth + 1)


def _reshaped(flow: Flow, call: m.Call, callee: m.Attr) -> list[m.Expr]:
    """What the text of ``a.replace(b, c)``, ``", ".join(a)`` or ``a.map(f)`` is made of."""
    given = [a.value for a in call.args]
    if callee.name == "join" and flow.module.language == "python":
        return given[:1]
    if callee.name in ("map", "flatMap"):
        return _returned(call)
    return [callee.base, *given[1:]]


def _returned(call: m.Call) -> list[m.Expr]:
    """What the function returns that a call is given first."""
    callback = call.positional(0)
    if not isinstance(callback, m.Function):
        return []
    return [r.value for r in callback.body.walk_scope() if isinstance(r, m.Return) and r.value is not None]


def _held(flow: Flow, name: m.Name) -> list[m.Expr]:
    """What a local name was given that may hold here: several assignments, what was appended, the loop's list."""
    scope, bindings = flow.scopes.lookup(name.id, name)
    if not bindings or bindings[0].kind in ("param", "part", "import"):
        return []
    if scope is flow.scopes.scope_of(name) and not isinstance(scope, m.Module):
        bindings = reaching(bindings, name)
    return [
        b.value for b in bindings if b.value is not None and not isinstance(b.value, (m.Function, m.Class))
    ]


def _accessor(flow: Flow, leaf: m.Call) -> bool:
    """``author.name`` in Ruby and ``author.getName()``: a text field, read by a method without arguments."""
    if leaf.args or not isinstance(leaf.callee, m.Attr) or not flow.dialect.accessors:
        return False
    name = re.sub(r"^get(?=[A-Z])", "", leaf.callee.name)
    if _SAFE_NAMES.search(flow.module.text(leaf)):
        return False
    return bool(_TEXT_FIELD.search(name[:1].lower() + name[1:]))


def _risky(flow: Flow, leaf: m.Expr) -> bool:
    if isinstance(leaf, m.Call):
        return bool(_MARKDOWN.match(flow.resolve(leaf.callee))) or _accessor(flow, leaf)
    if _escaped(flow.value(leaf).through):
        return False
    if isinstance(leaf, m.Attr):
        if leaf.name in ("innerHTML", "outerHTML") or not flow.value(leaf.base).dynamic:
            return False  # markup of the page itself, a member of a constant
        return bool(_TEXT_FIELD.search(leaf.name)) and not _SAFE_NAMES.search(flow.module.text(leaf))
    if isinstance(leaf, m.Index):
        key = flow.constant(leaf.key)
        return isinstance(key, str) and bool(_TEXT_FIELD.search(key))
    if isinstance(leaf, m.Name):
        _, bindings = flow.scopes.lookup(leaf.id, leaf)
        from_outside = bool(bindings) and bindings[0].kind in ("param", "part")
        function = m.enclosing(leaf, m.Function)
        if function is not None and _ICONS.search(m.function_name(function)):
            return False  # `icon(name)`: templates call it with words of their own
        if flow.module.language == "ruby" and leaf.id in ("content", "html", "body"):
            return False  # a helper's name for what a block or another helper made
        return from_outside and bool(_TEXT_FIELD.search(leaf.id)) and not _SAFE_NAMES.search(leaf.id)
    return False


# --- sinks ---


def _emissions(view: FileView) -> Iterator[Emission]:
    flow = view.flow
    if view.language == "python":
        yield from _python_calls(flow)
        yield from _python_returns(flow)
    elif view.language == "go":
        yield from _go_calls(flow)
    elif view.language in ("java", "kotlin", "csharp", "ruby", "php", "rust"):
        yield from known_emissions(flow)
    else:
        yield from _script_calls(flow)
        yield from _script_members(flow)


def _python_calls(flow: Flow) -> Iterator[Emission]:
    for call in flow.calls():
        name = flow.resolve(call.callee)
        first = call.positional(0) or call.keyword("content")
        if first is None:
            continue
        if _PYTHON_MARK.match(name):
            yield Emission(call, first, f"`{last_name(call.callee)}`", strict=True)
        elif _PYTHON_RESPONSE.match(name):
            kinds = [call.keyword(k) for k in ("content_type", "mimetype", "media_type")]
            said = " ".join(str(flow.constant(k)) for k in kinds if k is not None)
            if (
                not _PLAIN.search(said)
                and not says_plain(around(flow, call))
                and not isinstance(flow.definition(first), (m.Mapping, m.Call))
            ):
                yield Emission(call, first, f"`{last_name(call.callee)}`", strict=False)


def _python_returns(flow: Flow) -> Iterator[Emission]:
    """Flask answers a returned text as HTML."""
    if not flow.imports_any("flask", "quart"):
        return
    for function in flow.functions():
        if not any(
            _ROUTE.search(m.dotted(d.callee if isinstance(d, m.Call) else d)) for d in function.decorators
        ):
            continue
        for node in function.body.walk_scope():
            if not isinstance(node, m.Return) or node.value is None:
                continue
            text = node.value
            if isinstance(text, m.Sequence) and text.kind == "tuple" and text.items:
                if len(text.items) > 1 and _PLAIN.search(flow.module.text(text)):
                    continue
                text = text.items[0]
            found = flow.definition(text)
            written = isinstance(found, (m.Template, m.Binary)) or (
                isinstance(found, m.Call) and last_name(found.callee) == "format"
            )
            if written or (isinstance(text, m.Name) and flow.value(text).built):
                yield Emission(node, text, "this answer", strict=False)


def _script_calls(flow: Flow) -> Iterator[Emission]:
    for call in flow.calls():
        if not isinstance(call.callee, m.Attr):
            continue
        method, base = call.callee.name, m.dotted(call.callee.base)
        first = call.positional(0)
        if first is None:
            continue
        if (
            method in ("send", "end", "write")
            and (base.partition(".")[0] in _RESPONSES)
            and "socket" not in base
        ):
            chain = flow.module.text(call.callee)
            found = flow.definition(first)
            plain = _PLAIN.search(chain) or re.search(r"type\(['\"](?:text|json|txt|csv)", chain)
            direct = (
                isinstance(found, m.Attr)
                and method == "send"
                and re.search(r"\b(?:query|params)\b", flow.module.text(found))
            )
            html = _HTML.search(flow.value(first).known_text)
            if not plain and (html or direct):
                yield Emission(call, first, f"`{base}.{method}`".replace("()", "(...)"), strict=False)
        elif method == "html" and (base in ("c", "ctx") or base.startswith(("$", "jQuery"))):
            yield Emission(call, first, "`.html()`", strict=not base.startswith("c"))
        elif method in ("insertAdjacentHTML", "bypassSecurityTrustHtml") or (
            method in ("write", "writeln") and base == "document"
        ):
            text = call.positional(1) if method == "insertAdjacentHTML" else first
            if text is not None:
                yield Emission(call, text, f"`{method}`", strict=True)


def _script_members(flow: Flow) -> Iterator[Emission]:
    for assign in flow.module.every(m.Assign):
        for target in assign.targets:
            if (
                isinstance(target, m.Attr)
                and target.name in ("innerHTML", "outerHTML", "srcdoc")
                and assign.value is not None
            ):
                yield Emission(assign, assign.value, f"`{target.name}`", strict=True)
    for pair in flow.module.every(m.Pair):
        if isinstance(pair.key, m.Literal) and pair.key.value == "__html":
            yield Emission(pair, pair.value, "`dangerouslySetInnerHTML`", strict=True)


def _go_calls(flow: Flow) -> Iterator[Emission]:
    for call in flow.calls():
        name = flow.resolve(call.callee)
        method = last_name(call.callee)
        if name in ("html/template.HTML", "html/template.JS", "html/template.HTMLAttr"):
            first = call.positional(0)
            if first is not None:
                yield Emission(call, first, f"`template.{method}`", strict=True)
        elif name in ("fmt.Fprintf", "fmt.Fprint", "fmt.Fprintln", "io.WriteString") and len(call.args) > 1:
            writer = flow.resolve(call.args[0].value)
            texts = "".join(flow.value(a.value).known_text for a in call.args[1:])
            if "ResponseWriter" in writer and _HTML.search(texts):
                for arg in call.args[1:]:
                    if flow.value(arg.value).taints:
                        yield Emission(call, arg.value, f"`{m.dotted(call.callee)}`", strict=False)
        elif (
            method == "Write"
            and "ResponseWriter" in name
            and call.args
            and _HTML.search(flow.value(call.args[0].value).known_text)
        ):
            yield Emission(call, call.args[0].value, "`Write`", strict=False)


RULE = Rule(
    id="security/xss",
    severity=Severity.ERROR,
    languages=(
        "python",
        "javascript",
        "typescript",
        "go",
        "java",
        "ruby",
        "kotlin",
        "csharp",
        "php",
        "rust",
        "html",
    ),
    title="Text becomes HTML unescaped",
    what="Request data, or a text field, that is marked as safe, assigned to `innerHTML`, given to `dangerouslySetInnerHTML` or put into an HTML"
    " answer by hand, without being escaped or cleaned by a sanitizer.",
    why="Text such as `<img src=x onerror=...>` runs as script in the browser of whoever opens the page, with their session.",
    fix="Let the template escape it, or escape it by hand (`markupsafe.escape`, `textContent`); clean wanted HTML with DOMPurify, nh3 or bleach.",
    local=True,
    site="every place that emits HTML from an expression",
    cwe="CWE-79",
    references=(
        "https://cwe.mitre.org/data/definitions/79.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
        "https://markupsafe.palletsprojects.com/en/stable/escaping/",
        "https://react.dev/reference/react-dom/components/common#dangerously-setting-the-inner-html",
    ),
    bad=(*BAD, *writers.BAD),
    good=(*GOOD, *writers.GOOD),
)
