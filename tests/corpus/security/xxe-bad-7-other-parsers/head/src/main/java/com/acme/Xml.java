package com.acme;

import java.io.InputStream;
import java.io.StringReader;
import javax.xml.bind.JAXBContext;
import javax.xml.bind.Unmarshaller;
import javax.xml.parsers.*;
import javax.xml.stream.*;
import javax.xml.transform.*;
import javax.xml.transform.stream.*;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.*;
import org.dom4j.io.SAXReader;
import org.jdom2.input.SAXBuilder;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLReaderFactory;

public class Xml {
    public Object a(String xml) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    public Object b(InputStream in) throws Exception {
        SAXReader reader = new SAXReader();
        return reader.read(in);
    }

    public Object c(InputStream in) throws Exception {
        return new SAXBuilder().build(in);
    }

    public void d(InputStream in) throws Exception {
        XMLReader r = XMLReaderFactory.createXMLReader();
        r.parse(new InputSource(in));
    }

    public void e(InputStream in, Result out) throws Exception {
        Transformer t = TransformerFactory.newInstance().newTransformer();
        t.transform(new StreamSource(in), out);
    }

    public void f(InputStream in) throws Exception {
        DocumentBuilderFactory dbf = DocumentBuilderFactory.newInstance();
        dbf.setFeature("http://xml.org/sax/features/external-general-entities", true);
        dbf.newDocumentBuilder().parse(in);
    }

    public String g(Source dom) throws Exception {
        StringWriter w = new StringWriter();
        Transformer t = newSafeFactory().newTransformer();
        t.transform(dom, new StreamResult(w));
        return w.toString();
    }

    private static DocumentBuilderFactory safe() throws Exception {
        var f = DocumentBuilderFactory.newInstance();
        f.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        f.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return f;
    }

    public Object h(InputStream in) throws Exception {
        SAXReader reader = new SAXReader();
        reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return safe().newDocumentBuilder().parse(in);
    }
}
