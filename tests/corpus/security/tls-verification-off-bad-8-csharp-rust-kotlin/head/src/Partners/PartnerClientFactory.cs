using System;
using System.Net.Http;

namespace Acme.Partners;

public static class PartnerClientFactory
{
    public static HttpClient Create(Uri address)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = 20,
            ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true,
        };
        return new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    }
}
