"""Examples of the rule xxe, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "feeds/read.py": """\
import xml.sax

from lxml import etree
from xml.sax.handler import feature_external_ges


def read(body: bytes):
    parser = etree.XMLParser(resolve_entities=True)  # <-- here
    other = etree.XMLParser(
        recover=True,
        no_network=False,  # <-- here
    )
    sax = xml.sax.make_parser()
    sax.setFeature(feature_external_ges, True)  # <-- here
    return etree.fromstring(body, parser), other
"""
        },
    ),
    Example(
        {
            "src/feeds.js": """\
const libxmljs = require('libxmljs2');

function read(body) {
  return libxmljs.parseXml(body, { noent: true });  // <-- here
}

module.exports = { read };
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "feeds/read.py": """\
from defusedxml import ElementTree
from lxml import etree


def read(body: bytes):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    ElementTree.fromstring(body)
    return etree.fromstring(body, parser)
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/feeds.js": """\
const libxmljs = require('libxmljs2');
const xml2js = require('xml2js');

function read(body) {
  xml2js.parseString(body, console.log);
  return libxmljs.parseXml(body, { nonet: true });
}

module.exports = { read };
"""
        },
        sites=2,
    ),
)
