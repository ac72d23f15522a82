using System.IO;
using System.IO.Compression;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Reports;

[ApiController]
[Authorize]
[Route("reports")]
public class ReportsController : ControllerBase
{
    private readonly string _root;

    public ReportsController(ReportSettings settings) => _root = settings.Root;

    [HttpGet("{name}")]
    public IActionResult Get(string name)
    {
        var path = Path.Combine(_root, name);
        if (!System.IO.File.Exists(path))
        {
            return NotFound();
        }
        return PhysicalFile(path, "application/pdf");
    }

    [HttpGet("preview")]
    public async Task<IActionResult> Preview([FromQuery] string file)
    {
        var text = await System.IO.File.ReadAllTextAsync($"{_root}/{file}");
        return Ok(new { text });
    }

    internal static void Unpack(string archive, string target)
    {
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            entry.ExtractToFile(Path.Combine(target, entry.FullName), overwrite: true);
        }
    }
}
