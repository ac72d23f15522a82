using System.Xml;
using System.Xml.Linq;

public class Loader
{
    public XmlDocument A(string xml)
    {
        var doc = new XmlDocument();
        doc.XmlResolver = new XmlUrlResolver();
        doc.LoadXml(xml);
        return doc;
    }

    public void B(string path)
    {
        var reader = new XmlTextReader(path);
        reader.DtdProcessing = DtdProcessing.Parse;
        while (reader.Read()) { }
    }

    public void C(System.IO.Stream s)
    {
        var settings = new XmlReaderSettings();
        settings.DtdProcessing = DtdProcessing.Ignore;
        using var reader = XmlReader.Create(s, settings);
    }
}
