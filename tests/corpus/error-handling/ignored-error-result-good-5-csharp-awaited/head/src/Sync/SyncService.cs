using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Shop.Sync;

public sealed class SyncService
{
    private readonly ISource _source;
    private readonly ILogger<SyncService> _logger;

    public SyncService(ISource source, ILogger<SyncService> logger)
    {
        _source = source;
        _logger = logger;
    }

    public async Task<int> RunAsync(IReadOnlyList<string> keys, CancellationToken token)
    {
        var tasks = keys.Select(key => OneAsync(key, token)).ToList();
        await Task.WhenAll(tasks);
        var last = OneAsync("last", token);
        _logger.LogInformation("Copied {Count} keys", keys.Count);
        await last;
        return keys.Count;
    }

    public Task StartAsync(CancellationToken token)
    {
        _ = Task.Run(() => LoopAsync(token), token);
        return Task.CompletedTask;
    }

    private async Task LoopAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await OneAsync("tick", token);
            await Task.Delay(1000, token);
        }
    }

    private async Task OneAsync(string key, CancellationToken token)
    {
        await _source.CopyAsync(key, token);
    }
}
