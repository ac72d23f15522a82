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

    public int Import(string path)
    {
        if (!File.Exists(path))
        {
            _logger.LogError("No price file at {Path}", path);
            Environment.Exit(3);
        }
        return File.ReadAllLines(path).Length;
    }
}
