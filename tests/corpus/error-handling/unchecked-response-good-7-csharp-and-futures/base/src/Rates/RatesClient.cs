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
}
