using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Shop.Rates;

public sealed class RatesClient
{
    private readonly HttpClient _http;

    public RatesClient(HttpClient http)
    {
        _http = http;
    }

    public async Task<Rate?> FindAsync(string currency, CancellationToken token)
    {
        using var answer = await _http.GetAsync($"rates/{currency}", token);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Rate>(token);
    }

    public Task<Rate[]?> AllAsync(CancellationToken token)
    {
        return _http.GetFromJsonAsync<Rate[]>("rates", token);
    }
}
