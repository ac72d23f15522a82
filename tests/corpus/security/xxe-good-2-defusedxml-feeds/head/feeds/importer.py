"""Imports product feeds of suppliers."""
import logging
import xml.etree.ElementTree as ET
from xml.sax.handler import feature_external_ges, feature_external_pes

import defusedxml.sax
from defusedxml.ElementTree import fromstring, iterparse
from defusedxml.minidom import parseString

log = logging.getLogger(__name__)


def titles(text: str) -> list[str]:
    return [node.text or "" for node in fromstring(text).iter("title")]


def prices(stream):
    for _, element in iterparse(stream):
        if element.tag == "price":
            yield float(element.text or 0)


def first_name(text: str) -> str:
    document = parseString(text)
    return document.documentElement.tagName


def walk(stream, handler) -> None:
    parser = defusedxml.sax.make_parser()
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_external_pes, False)
    parser.setContentHandler(handler)
    parser.parse(stream)


def render(products) -> bytes:
    """Our own sitemap."""
    root = ET.Element("urlset")
    for product in products:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = product.url
    return ET.tostring(root)
