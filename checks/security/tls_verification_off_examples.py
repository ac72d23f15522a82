"""Examples of tls-verification-off in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/VendorClient.java": """\
package shop;

import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.TrustAllStrategy;
import org.apache.http.ssl.SSLContextBuilder;

class VendorClient {
    private final TrustManager[] all = new TrustManager[] {
        new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {  // <-- here
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }
    };

    void open() throws Exception {
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);  // <-- here
        builder.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);  // <-- here
        SSLContextBuilder.create().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build();  // <-- here
    }

    OkHttpClient client() {
        return new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();  // <-- here
    }
}
"""
        },
        sites=5,
    ),
    Example(
        {
            "Shop/VendorClient.cs": """\
using System.Net;
using System.Net.Http;

public class VendorClient
{
    public HttpClient Open()
    {
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true,  // <-- here
        };
        return new HttpClient(handler);
    }

    public void Everywhere(HttpClientHandler handler)
    {
        ServicePointManager.ServerCertificateValidationCallback += (s, cert, chain, errors) => true;  // <-- here
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "app/services/vendor_client.rb": """\
require "net/http"

class VendorClient
  def open(uri)
    http = Net::HTTP.new(uri.host, uri.port)
    http.use_ssl = true
    http.verify_mode = OpenSSL::SSL::VERIFY_NONE # <-- here
    http
  end

  def faraday(url)
    Faraday.new(url: url, ssl: { verify: false }) # <-- here
  end

  def party(url)
    HTTParty.get(url, verify: false) # <-- here
  end
end
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/VendorClient.php": """\
<?php

use GuzzleHttp\\Client;
use Illuminate\\Support\\Facades\\Http;

class VendorClient
{
    public function curl(string $url)
    {
        $ch = curl_init($url);
        curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, false);  // <-- here
        curl_setopt($ch, CURLOPT_SSL_VERIFYHOST, 0);  // <-- here
        return curl_exec($ch);
    }

    public function guzzle(): Client
    {
        return new Client(['verify' => false]);  // <-- here
    }

    public function laravel(string $url)
    {
        return Http::withoutVerifying()->get($url);  // <-- here
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/main/kotlin/shop/VendorClient.kt": """\
package shop

import java.security.cert.X509Certificate
import javax.net.ssl.X509TrustManager
import okhttp3.OkHttpClient

class VendorClient {
    val client = OkHttpClient.Builder().hostnameVerifier { _, _ -> true }.build()  // <-- here

    val trustAll = object : X509TrustManager {
        override fun checkServerTrusted(chain: Array<X509Certificate>, type: String) {}  // <-- here

        override fun getAcceptedIssuers(): Array<X509Certificate> = arrayOf()
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/vendor.rs": """\
pub fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().danger_accept_invalid_certs(true).build() // <-- here
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/VendorClient.java": """\
package shop;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

class PinnedTrust implements X509TrustManager {
    private final X509TrustManager inner;

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        inner.checkServerTrusted(chain, type);
        if (!pins.contains(chain[0])) {
            throw new CertificateException("unknown certificate");
        }
    }

    void open() {
        builder.setSSLHostnameVerifier((host, session) -> host.endsWith(".example.com"));
        builder.hostnameVerifier(OkHostnameVerifier.INSTANCE);
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "Shop/VendorClient.cs": """\
using System.Net.Http;
using System.Net.Security;

public class VendorClient
{
    public HttpClient Open()
    {
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (message, cert, chain, errors) =>
                errors == SslPolicyErrors.None && cert.Thumbprint == Pinned,
        };
        return new HttpClient(handler);
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "app/services/vendor_client.rb": """\
class VendorClient
  def open(http)
    http.verify_mode = OpenSSL::SSL::VERIFY_PEER
    Faraday.new(url, ssl: { verify: true, ca_file: "ca.pem" })
    AddressCheck.run(address, verify: false)
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/VendorClient.php": """\
<?php

curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, true);
curl_setopt($ch, CURLOPT_SSL_VERIFYHOST, 2);
$client = new \\GuzzleHttp\\Client(['verify' => '/etc/ssl/ca.pem']);
$mailer->save(['verify' => false]);
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/VendorClient.kt": """\
package shop

import okhttp3.OkHttpClient

class VendorClient {
    val client = OkHttpClient.Builder().hostnameVerifier { host, _ -> host == "api.example.com" }.build()
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/vendor.rs": """\
pub fn client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().danger_accept_invalid_certs(false).build()
}
"""
        },
        sites=1,
    ),
)
