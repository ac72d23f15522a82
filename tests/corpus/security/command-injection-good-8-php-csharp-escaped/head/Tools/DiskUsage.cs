using System.Diagnostics;
using System.Threading.Tasks;

namespace Acme.Tools;

public sealed class DiskUsage
{
    public async Task<string> OfAsync(string folder)
    {
        var info = new ProcessStartInfo("du") { RedirectStandardOutput = true, UseShellExecute = false };
        info.ArgumentList.Add("-sh");
        info.ArgumentList.Add("--");
        info.ArgumentList.Add(folder);
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
