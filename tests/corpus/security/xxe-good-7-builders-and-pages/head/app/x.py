import xml.etree.ElementTree as ET
from xml.dom import minidom
from xml.sax.saxutils import escape
from lxml import etree, html


def build(items):
    root = ET.Element("items")
    for item in items:
        ET.SubElement(root, "item").text = item
    return minidom.parseString(ET.tostring(root)).toprettyxml()


def page(text):
    return html.fromstring(text)


def feed(text):
    return etree.fromstring(text, etree.XMLParser(recover=True, resolve_entities=False))


def trusted():
    return ET.parse("data/regions.xml")


def stdlib(text):
    return ET.fromstring(text)
