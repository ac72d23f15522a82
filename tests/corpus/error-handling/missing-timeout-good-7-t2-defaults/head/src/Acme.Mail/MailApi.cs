using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Acme.Mail;

public sealed class MailApi
{
    private readonly HttpClient _http;

    public MailApi(HttpClient http) => _http = http;

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("/messages", message, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public static MailApi Create(Uri address) =>
        new(new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) });
}
