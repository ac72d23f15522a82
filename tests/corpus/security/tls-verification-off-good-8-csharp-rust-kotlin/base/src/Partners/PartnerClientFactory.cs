using System;
using System.Net.Http;

namespace Acme.Partners;

public static class PartnerClientFactory
{
    public static HttpClient Create(Uri address)
    {
        return new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    }
}
