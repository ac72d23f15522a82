import io
import xml.etree.ElementTree as ET
from xml.dom import minidom, pulldom
from xml.sax import make_parser, handler
from lxml import etree, objectify
from lxml.etree import XMLParser, parse as parse_xml


def a(stream):
    parser = etree.XMLParser(resolve_entities=True)
    return etree.parse(stream, parser)


def b(text):
    p = XMLParser(dtd_validation=True, no_network=False)
    return etree.fromstring(text.encode(), p)


def c(data):
    sax = make_parser()
    sax.setFeature(handler.feature_external_ges, 1)
    sax.setContentHandler(Handler())
    sax.parse(io.BytesIO(data))


def fine(data):
    parser = etree.XMLParser(resolve_entities=False)
    return objectify.fromstring(data, parser)
