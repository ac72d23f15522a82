using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Archive;

[ApiController]
[Authorize]
[Route("archive")]
public class ArchiveController : ControllerBase
{
    [HttpGet("size")]
    public IActionResult Size([FromQuery] string folder)
    {
        var info = new ProcessStartInfo
        {
            FileName = "/bin/bash",
            Arguments = $"-c \"du -sh {folder}\"",
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Ok(new { output });
    }
}
