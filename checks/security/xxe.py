"""XML parsers that follow what a document tells them to open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.wording import callee_name
from checks.security.xxe_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_LXML_PARSER = re.compile(
    r"^lxml\.(?:etree|objectify)\.(?:XMLParser|ETCompatXMLParser|iterparse|XMLPullParser)$"
)
_LXML_PARSE = re.compile(r"^lxml\.(?:etree|objectify)\.(?:parse|fromstring|XML|fromstringlist)$")
_STANDARD = re.compile(
    r"^xml\.(?:etree\.(?:c?ElementTree)\.(?:parse|fromstring|iterparse|XML|XMLParser|XMLPullParser)|dom\.(?:minidom|pulldom)\.(?:parse|parseString)|sax\.(?:parse|parseString|make_parser)|parsers\.expat\.ParserCreate)$"
)
_SAFE = re.compile(r"^defusedxml\.")
_NODE_LIBXML = re.compile(
    r"^libxmljs2?(?:-mt|-xxe)?(?:\.default)?\.(?:parseXml|parseXmlString|parseXmlAsync|SaxParser|parse)$"
)
_NAMES = frozenset({"XMLParser", "ETCompatXMLParser", "iterparse", "XMLPullParser", "parse", "fromstring", "XML", "fromstringlist", "parseString", "make_parser", "ParserCreate", "parseXml", "parseXmlString", "parseXmlAsync", "setFeature",
                    "SaxParser", "parseFromString", "parseStringPromise", "DOMParser"})  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every XML parser that is made is a site."""
    if view.module is None or not view.mentions("xml", "sax", "expat"):
        return
    flow = view.flow
    for call in flow.calls():
        name = callee_name(call)
        if name not in _NAMES:
            continue
        resolved = flow.resolve(call.callee)
        found = _python(flow, call, resolved) if view.language == "python" else _node(flow, call, resolved)
        if found is None:
            continue
        key, defect = found
        statement = m.statement_of(call)
        at: m.Node = key if key is not None and statement.line < key.line <= statement.end_line else statement
        yield view.site(at, defect)


_Found = tuple[m.Node | None, Defect | None] | None


def _entities(what: str, fix: str) -> Defect:
    return Defect(
        f"{what}: a document can then read files of this machine and call addresses inside its network.",
        fix=fix,
    )


def _python(flow: Flow, call: m.Call, resolved: str) -> _Found:
    if _SAFE.match(resolved):
        return None, None
    if _LXML_PARSER.match(resolved):
        for keyword, on in (("resolve_entities", True), ("load_dtd", True), ("no_network", False)):
            given = call.keyword(keyword)
            if given is not None and flow.constant(given) is on:
                if keyword == "load_dtd" and flow.constant(call.keyword("resolve_entities")) is False:
                    continue
                return given.parent, _entities(
                    f"`{keyword}={on}` lets this parser load what the document names",
                    "Use `XMLParser(resolve_entities=False, no_network=True)`, or defusedxml.",
                )
        return None, None
    if _LXML_PARSE.match(resolved) or _STANDARD.match(resolved):
        return None, None  # lxml 5 and the standard library of today do not load external entities by default
    if callee_name(call) == "setFeature" and len(call.args) == 2:
        feature = flow.resolve(call.args[0].value) + str(flow.constant(call.args[0].value))
        if re.search(r"feature_external_(?:ges|pes)|external-(?:general|parameter)-entities", feature):
            on = flow.constant(call.args[1].value) in (True, 1)
            return None, _entities(
                "This feature lets the parser load external entities",
                "Leave the feature off, or use `defusedxml.sax`.",
            ) if on else None
    return None


def _node(flow: Flow, call: m.Call, resolved: str) -> _Found:
    if _NODE_LIBXML.match(resolved):
        for arg in call.args[1:]:
            options = flow.definition(arg.value)
            if not isinstance(options, m.Mapping):
                continue
            for key in ("noent", "replaceEntities", "dtdload", "expandEntities"):
                given = options.get(key)
                if given is not None and flow.constant(given) is True:
                    return given.parent, _entities(
                        f"`{key}: true` lets this parser load what the document names", f"Leave `{key}` out."
                    )
        return None, None
    if re.match(r"^(?:xml2js|fast-xml-parser|@xmldom/xmldom|xmldom)(?:\.default)?\.", resolved):
        return None, None
    return None


RULE = Rule(
    id="security/xxe",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript"),
    title="XML parser with external entities",
    what="An XML parser set to load external entities or document types: lxml with `resolve_entities=True`, SAX with external entities on, libxmljs with `noent: true`.",
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
