"""XML parsers that load what a document names, and those that do not."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/xxe"

PYTHON = """
import xml.etree.ElementTree as ET
import xml.sax
from lxml import etree as E
from lxml.etree import XMLParser
def f(body, html):
    XMLParser(load_dtd=True, no_network=False)  # <-- here
    E.iterparse(body, resolve_entities=True)  # <-- here
    reader = xml.sax.make_parser()
    reader.setFeature("http://xml.org/sax/features/external-general-entities", 1)  # <-- here
    reader.setFeature(xml.sax.handler.feature_external_ges, False)
    XMLParser(load_dtd=True, resolve_entities=False)
    E.XMLParser()
    E.HTMLParser(recover=True)
    ET.fromstring(body)
    json.parse(html)
"""

TYPESCRIPT = """
import libxmljs from 'libxmljs';
const OPTIONS = { noent: true, dtdload: true };
export function f(body) {
  libxmljs.parseXmlString(body, OPTIONS);  // <-- here
  libxmljs.parseXmlString(body);
  JSON.parse(body);
  new DOMParser().parseFromString(body, 'text/xml');
}
"""


def test_python_xxe_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON)


def test_typescript_xxe_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT)
