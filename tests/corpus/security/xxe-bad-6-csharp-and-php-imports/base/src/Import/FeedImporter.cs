using Microsoft.AspNetCore.Http;

namespace Import;

public sealed class FeedImporter
{
    public bool Accepts(IFormFile file) => file.ContentType == "application/xml";
}
