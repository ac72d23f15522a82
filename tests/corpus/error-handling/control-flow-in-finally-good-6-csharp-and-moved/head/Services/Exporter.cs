using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Extensions.Logging;

namespace Acme.Exports;

public sealed class Exporter
{
    private readonly ILogger<Exporter> _logger;

    public Exporter(ILogger<Exporter> logger) => _logger = logger;

    public long Export(IReadOnlyList<string> lines, string path)
    {
        var file = new StreamWriter(path);
        try
        {
            foreach (var line in lines)
            {
                file.WriteLine(line);
            }

            return lines.Count;
        }
        finally
        {
            file.Dispose();
            var blank = lines.Count(l => { return l.Length == 0; });
            _logger.LogInformation("{Count} lines, {Blank} blank", lines.Count, blank);
        }
    }
}
