"""Imports product feeds of suppliers."""
import logging
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

from lxml import etree

log = logging.getLogger(__name__)


class ProductHandler(ContentHandler):
    """Collects the products of a feed."""

    def __init__(self):
        super().__init__()
        self.products = []
        self._text = []

    def startElement(self, name, attrs):
        self._text = []
        if name == "product":
            self.products.append({"sku": attrs.get("sku", "")})

    def characters(self, content):
        self._text.append(content)

    def endElement(self, name):
        if self.products and name in ("title", "price"):
            self.products[-1][name] = "".join(self._text).strip()


def read_feed(stream):
    """Read a feed; suppliers share entities in an external file."""
    handler = ProductHandler()
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(handler)
    parser.parse(stream)
    log.info("%d products read", len(handler.products))
    return handler.products


def read_catalogue(path):
    """Walk a very large catalogue without holding it in memory."""
    for _, element in etree.iterparse(path, tag="article", load_dtd=True, resolve_entities=True):
        yield {child.tag: child.text for child in element}
        element.clear()
