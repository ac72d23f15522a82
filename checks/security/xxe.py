"""XML parsers that follow what a document tells them to open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, Setting, known_call, known_settings, written_value
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.options import later_calls, option, siblings
from checks.security.wording import callee_name
from checks.security.xxe_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_EXTERNAL = re.compile(r"feature_external_(?:ges|pes)|external-(?:general|parameter)-entities")
_OFF = (False, 0, "")
_FORBIDDEN = re.compile(
    r"disallow-doctype-decl|FEATURE_SECURE_PROCESSING|feature/secure-processing|secure-processing"
)
_ALLOWED = re.compile(
    r"external-(?:general|parameter)-entities|load-external-dtd|SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD|isSupportingExternalEntities"
    r"|ACCESS_EXTERNAL_(?:DTD|SCHEMA|STYLESHEET)|accessExternal(?:DTD|Schema|Stylesheet)"
)
_SETTERS = frozenset({"setFeature", "setAttribute", "setProperty"})
_HARDENING = re.compile(r"secur|harden|disable|safe|protect|configure|prevent", re.IGNORECASE)


def check(view: FileView) -> Iterator[Site]:
    """Every XML parser that is made is a site."""
    if view.module is None or not view.mentions("xml", "sax", "expat", "dom4j", "jdom"):
        return
    flow = view.flow
    for call in flow.calls():
        fact = known_call(flow, call, "xml-parser")
        if fact is None:
            if _opens(flow, call):
                yield view.site(
                    m.statement_of(call),
                    _entities("This feature lets the parser load external entities", _FIX),
                )
            continue
        key, defect = _by_options(flow, call, fact)
        if (
            defect is None
            and fact.more.get("unless_hardened")
            and _reads(flow, call, fact)
            and not _hardened(flow, call)
            and not any(_opens(flow, later) for later in later_calls(flow, call))  # said there
        ):
            defect = _entities(
                f"`{m.dotted(call.callee) or callee_name(call)}` makes a parser that loads what a document names",
                _FIX,
            )
        statement = m.statement_of(call)
        at: m.Node = key if key is not None and statement.line < key.line <= statement.end_line else statement
        yield view.site(at, defect)
    for setting in known_settings(flow, "xml-parser"):
        if _sibling_off(flow, setting):
            yield view.site(setting.node)
            continue
        written = " ".join(view.module.text(setting.node).split())[:60]
        yield view.site(
            setting.node,
            _entities(
                f"`{written}` lets the parser load what the document names",
                setting.fact.more.get("fix", _FIX),
            ),
        )


_FIX = "Forbid document types (`disallow-doctype-decl`), or leave external entities off."


def _entities(what: str, fix: str) -> Defect:
    return Defect(
        f"{what}: a document can then read files of this machine and call addresses inside its network.",
        fix=fix,
    )


def _by_options(flow: Flow, call: m.Call, fact: Fact) -> tuple[m.Node | None, Defect | None]:
    """An option of the call that turns entities on, and no other that turns them off."""
    stated = {name: option(flow, call, name) for name in fact.more.get("options", {})}
    for name, value in fact.more.get("unless", {}).items():
        off = stated.get(name)
        if off is not None and re.fullmatch(value, written_value(flow, off)):
            return None, None
    for name, value in fact.more.get("options", {}).items():
        given = stated[name]
        if given is not None and re.fullmatch(value, written_value(flow, given)):
            written = " ".join(flow.module.text(given.parent or given).split())[:60]
            fix = fact.more.get("fix", f"Leave `{name}` out.")
            return given.parent, _entities(f"`{written}` lets this parser load what the document names", fix)
    flags = fact.more.get("flags")
    if flow.constant(call.positional(1)) is False:
        return None, None  # `setParserProperty(XMLReader::SUBST_ENTITIES, false)`
    for arg in call.args if flags is not None else ():
        if flags is not None and re.search(flags, flow.module.text(arg)):
            return None, _entities(
                f"`{' '.join(flow.module.text(arg).split())[:60]}` lets this parser load what the document names",
                fact.more.get("fix", "Leave the flag out."),
            )
    return None, None


def _opens(flow: Flow, call: m.Call) -> bool:
    """Whether a call turns on a feature that loads external entities."""
    if callee_name(call) != "setFeature" or len(call.args) != 2:
        return False
    feature = flow.resolve(call.args[0].value) + str(flow.constant(call.args[0].value))
    return bool(_EXTERNAL.search(feature)) and flow.constant(call.args[1].value) in (True, 1)


def _reads(flow: Flow, call: m.Call, fact: Fact) -> bool:
    """Whether what is made reads documents: a builder may only make new ones, a transformer only write them.

    Looked for in the function that makes the parser; everywhere in the class where the parser is returned or kept in a field."""
    reads = fact.more["reads"]
    scope: m.Node = flow.scopes.scope_of(call)
    statement = m.statement_of(call)
    kept = isinstance(scope, (m.Module, m.Class)) or isinstance(statement, m.Return)
    if kept or (isinstance(statement, m.Assign) and any(isinstance(t, m.Attr) for t in statement.targets)):
        scope = m.enclosing(call, m.Class) or flow.module
    nodes = list(scope.walk())
    if any(isinstance(n, m.Call) and re.fullmatch(reads, callee_name(n)) for n in nodes):
        return True
    return any(
        isinstance(n, m.Return) and isinstance(n.value, m.Call | m.Name) and _returned(flow, n, call)
        for n in nodes
    )


def _returned(flow: Flow, node: m.Return, call: m.Call) -> bool:
    """Whether a return hands out the parser, or one that it made."""
    value = node.value
    while value is not None:
        if value is call:
            return True
        found = flow.definition(value)
        if found is call:
            return True
        if isinstance(found, m.Call) and isinstance(found.callee, m.Attr):
            value = found.callee.base
            continue
        return False
    return False


def _hardened(flow: Flow, call: m.Call) -> bool:
    """Whether a call on the parser forbids document types or external entities, or a helper that says so is given it."""
    later = later_calls(flow, call)
    for node in later:
        name = callee_name(node)
        if name in _SETTERS and len(node.args) == 2:
            what = flow.resolve(node.args[0].value) + " " + str(flow.constant(node.args[0].value))
            value = flow.constant(node.args[1].value)
            text = flow.module.text(node.args[1])
            if _FORBIDDEN.search(what) and (value is True or text.endswith("TRUE")):
                return True
            if _ALLOWED.search(what) and (value in _OFF or text.endswith("FALSE")):
                return True
        if name in ("setEntityResolver", "setXMLResolver", "setExpandEntities"):
            return True
    holder = call.parent
    if not (isinstance(holder, m.Assign) and holder.targets):
        return (
            isinstance(holder, m.Arg)
            and isinstance(holder.parent, m.Call)
            and bool(_HARDENING.search(callee_name(holder.parent)))
        )
    kept = m.dotted(holder.targets[0])
    scope = flow.scopes.scope_of(call)
    nodes = flow.module.walk() if isinstance(scope, m.Module | m.Class) else scope.walk_scope()
    return any(
        isinstance(n, m.Call)
        and _HARDENING.search(callee_name(n))
        and any(m.dotted(a.value) == kept for a in n.args)
        for n in nodes
    )


def _sibling_off(flow: Flow, setting: Setting) -> bool:
    """Whether the same object states an option beside this one that takes its sting: ``XmlResolver = null``."""
    unless = setting.fact.more.get("unless")
    if not unless:
        return False
    beside = siblings(flow, setting.node)
    return any(
        re.fullmatch(unless[name], written_value(flow, value)) for name, value in beside if name in unless
    )


RULE = Rule(
    id="security/xxe",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "java", "csharp", "php"),
    title="XML parser with external entities",
    what="An XML parser set to load external entities or document types: lxml with `resolve_entities=True`, SAX with external entities on, libxmljs with `noent: true`, a Java parser factory without features that forbid them.",
    why="A document can name files and addresses, and the parser fetches them with the rights of this program.",
    fix="Leave entities and DTDs off, or use defusedxml.",
    local=True,
    site="every XML parser that is made",
    cwe="CWE-611",
    references=(
        "https://cwe.mitre.org/data/definitions/611.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
        "https://lxml.de/apidoc/lxml.etree.html#lxml.etree.XMLParser",
        "https://pypi.org/project/defusedxml/",
    ),
    bad=BAD,
    good=GOOD,
)
