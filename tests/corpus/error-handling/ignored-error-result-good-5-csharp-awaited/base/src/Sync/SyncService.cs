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

}
