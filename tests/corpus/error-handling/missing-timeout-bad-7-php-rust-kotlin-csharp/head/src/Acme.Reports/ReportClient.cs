using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Acme.Reports;

public sealed class ReportClient
{
    private static readonly HttpClient Http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<string> FetchAsync(Uri address)
    {
        using var response = await Http.GetAsync(address);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
