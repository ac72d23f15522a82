using System.Collections.Generic;
using System.IO;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Import;

public sealed class FeedImporter
{
    public IReadOnlyList<string> Titles(IFormFile file)
    {
        var settings = new XmlReaderSettings
        {
            IgnoreComments = true,
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = new XmlUrlResolver(),
        };
        var titles = new List<string>();
        using var stream = file.OpenReadStream();
        using var reader = XmlReader.Create(stream, settings);
        while (reader.ReadToFollowing("title"))
        {
            titles.Add(reader.ReadElementContentAsString());
        }
        return titles;
    }

    public bool Accepts(IFormFile file) => file.ContentType == "application/xml";
}
