using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Acme.Tenants;

public sealed class TenantProvisioner
{
    private readonly ITenantStore _store;
    private readonly IBucketClient _buckets;
    private readonly ILogger<TenantProvisioner> _logger;

    public TenantProvisioner(ITenantStore store, IBucketClient buckets, ILogger<TenantProvisioner> logger)
    {
        _store = store;
        _buckets = buckets;
        _logger = logger;
    }

    public async Task<Tenant> CreateAsync(string name, CancellationToken ct)
    {
        var tenant = await _store.InsertAsync(name, ct);
        try
        {
            await _buckets.CreateAsync($"tenant-{tenant.Id}", ct);
        }
        catch (Exception)
        {
        }

        _logger.LogInformation("tenant {Id} created", tenant.Id);
        return tenant;
    }
}
