using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Acme.Partners;

public static class PartnerClientFactory
{
    public static HttpClient Create(Uri address, string pinnedThumbprint)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            CheckCertificateRevocationList = true,
            ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) =>
                errors == SslPolicyErrors.None
                && certificate is not null
                && Matches(certificate, pinnedThumbprint),
        };
        return new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    }

    private static bool Matches(X509Certificate2 certificate, string thumbprint) =>
        certificate.GetCertHashString().Equals(thumbprint, StringComparison.OrdinalIgnoreCase);
}
