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
    Example(
        {
            "src/main/java/shop/feed/FeedReader.java": """\
package shop.feed;

import java.io.InputStream;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.dom4j.io.SAXReader;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FeedReader {
    Document read(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); // <-- here
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    void each(InputStream in, ItemHandler handler) throws Exception {
        SAXParserFactory.newInstance().newSAXParser().parse(in, handler); // <-- here
    }

    XMLStreamReader open(InputStream in) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newFactory(); // <-- here
        return factory.createXMLStreamReader(in);
    }

    org.dom4j.Document old(InputStream in) throws Exception {
        return new SAXReader().read(in); // <-- here
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Feed/FeedReader.cs": """\
using System.IO;
using System.Xml;

namespace Shop.Feed;

public class FeedReader
{
    public XmlReader Open(Stream body)
    {
        var settings = new XmlReaderSettings();
        settings.DtdProcessing = DtdProcessing.Parse; // <-- here
        settings.XmlResolver = new XmlUrlResolver();
        return XmlReader.Create(body, settings);
    }

    public XmlDocument Read(string xml)
    {
        var document = new XmlDocument();
        document.XmlResolver = new XmlUrlResolver(); // <-- here
        document.LoadXml(xml);
        return document;
    }

    public XmlReader Inline(Stream body)
    {
        return XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse }); // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "src/Feed/FeedReader.php": """\
<?php

namespace App\\Feed;

class FeedReader
{
    public function read(string $xml): \\DOMDocument
    {
        $document = new \\DOMDocument();
        $document->loadXML($xml, LIBXML_NOENT | LIBXML_DTDLOAD); // <-- here
        return $document;
    }

    public function items(string $xml): \\SimpleXMLElement
    {
        libxml_disable_entity_loader(false); // <-- here
        return simplexml_load_string($xml, \\SimpleXMLElement::class, LIBXML_NOENT); // <-- here
    }

    public function old(string $xml): \\DOMDocument
    {
        $document = new \\DOMDocument();
        $document->substituteEntities = true; // <-- here
        $document->loadXML($xml);
        return $document;
    }
}
"""
        },
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
    Example(
        {
            "src/main/java/shop/feed/FeedReader.java": """\
package shop.feed;

import java.io.InputStream;
import java.io.StringReader;
import java.io.Writer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FeedReader {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private final XMLInputFactory streams = XMLInputFactory.newFactory();

    FeedReader() {
        streams.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    Document read(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(NO_DOCTYPE, true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    void each(InputStream in, ItemHandler handler) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.newSAXParser().parse(in, handler);
    }

    Object first(InputStream in) throws Exception {
        return streams.createXMLStreamReader(in).next();
    }

    void write(Writer out) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        document.appendChild(document.createElement("feed"));
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.transform(new DOMSource(document), new StreamResult(out));
    }
}
"""
        },
    ),
    Example(
        {
            "src/Feed/FeedReader.cs": """\
using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace Shop.Feed;

public class FeedReader
{
    public XmlReader Open(Stream body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        return XmlReader.Create(body, settings);
    }

    public XmlReader Old(Stream body)
    {
        return XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
    }

    public XmlDocument Read(string xml)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    public XDocument Parse(string xml) => XDocument.Parse(xml);
}
"""
        },
    ),
    Example(
        {
            "src/Feed/FeedReader.php": """\
<?php

namespace App\\Feed;

class FeedReader
{
    public function read(string $xml): \\DOMDocument
    {
        $document = new \\DOMDocument();
        $document->loadXML($xml, LIBXML_NONET | LIBXML_NOERROR);
        return $document;
    }

    public function items(string $xml): \\SimpleXMLElement
    {
        libxml_disable_entity_loader(true);
        return simplexml_load_string($xml);
    }
}
"""
        },
    ),
)
