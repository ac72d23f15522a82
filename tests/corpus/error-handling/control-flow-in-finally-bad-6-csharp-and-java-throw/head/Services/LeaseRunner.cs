using System;
using System.Threading.Tasks;

namespace Acme.Leases;

public sealed class LeaseRunner
{
    private readonly ILeaseStore _leases;

    public LeaseRunner(ILeaseStore leases) => _leases = leases;

    public async Task RunAsync(string name, Func<Task> work)
    {
        var lease = await _leases.AcquireAsync(name);
        try
        {
            await work();
        }
        finally
        {
            if (!await _leases.ReleaseAsync(lease))
            {
                throw new InvalidOperationException($"lease {name} was lost");
            }
        }
    }
}
