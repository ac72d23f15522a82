using System;
using System.IO;
using Microsoft.Extensions.Logging;

namespace Shop.Import;

public sealed class PriceImporter
{
    private readonly ILogger<PriceImporter> _logger;

    public PriceImporter(ILogger<PriceImporter> logger)
    {
        _logger = logger;
    }
}
