using System;
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

    public ReportsController(ReportSettings settings) => _root = Path.GetFullPath(settings.Root);

    [HttpGet("{id:guid}")]
    public IActionResult Get(Guid id) => PhysicalFile(Path.Combine(_root, id + ".pdf"), "application/pdf");

    [HttpGet("named/{name}")]
    public IActionResult Named(string name)
    {
        var path = Path.Combine(_root, Path.GetFileName(name));
        return PhysicalFile(path, "application/pdf");
    }

    [HttpGet("preview")]
    public IActionResult Preview([FromQuery] string file)
    {
        var path = Path.GetFullPath(Path.Combine(_root, file));
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return NotFound();
        }
        return Ok(new { text = System.IO.File.ReadAllText(path) });
    }

    internal static void Unpack(string archive, string target) => ZipFile.ExtractToDirectory(archive, target);
}
