using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Import;

public sealed class FeedImporter
{
    public IReadOnlyList<string> Titles(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(stream, settings);
        return XDocument.Load(reader).Descendants("title").Select(e => e.Value).ToList();
    }

    public string Root(string text)
    {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(text);
        return document.DocumentElement!.Name;
    }

    public bool Accepts(IFormFile file) => file.ContentType == "application/xml";
}
