package com.example.edi;

import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.springframework.stereotype.Service;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Reads orders that partners send. */
@Service
public class OrderReader {

    public List<String> articleNumbers(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        Document document = builder.parse(new InputSource(new StringReader(xml)));
        NodeList nodes = document.getElementsByTagName("article");
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            numbers.add(nodes.item(i).getTextContent());
        }
        return numbers;
    }

    public void visit(InputStream in, DefaultHandler handler) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.newSAXParser().parse(in, handler);
    }

    public int count(InputStream in) throws Exception {
        XMLInputFactory input = XMLInputFactory.newInstance();
        input.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = input.createXMLStreamReader(in);
        int orders = 0;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT && "order".equals(reader.getLocalName())) {
                orders++;
            }
        }
        return orders;
    }
}
