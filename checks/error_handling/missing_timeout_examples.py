"""Further examples of the rule missing timeout, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/weather/Client.java": """\
package weather;

import java.net.URL;
import java.net.http.HttpClient;
import org.springframework.web.client.RestTemplate;

class Client {
    private final RestTemplate rest = new RestTemplate();  // <-- here
    private final HttpClient http = HttpClient.newHttpClient();  // <-- here

    byte[] icon(String name) throws IOException {
        return new URL("https://weather.example/icons/" + name).openStream().readAllBytes();  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/weather/Client.kt": """\
package weather

import java.net.http.HttpClient
import okhttp3.OkHttpClient

class Client {
    private val http = HttpClient.newHttpClient()  // <-- here
    private val ok = OkHttpClient.Builder().readTimeout(0, TimeUnit.SECONDS).build()  // <-- here
}
"""
        }
    ),
    Example(
        {
            "src/Weather/Client.cs": """\
public class Client
{
    public Client(HttpClient http, SqlCommand command)
    {
        http.Timeout = Timeout.InfiniteTimeSpan;  // <-- here
        command.CommandTimeout = 0;  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/Weather/Client.php": """\
<?php

use GuzzleHttp\\Client as Http;

class Client
{
    public function __construct()
    {
        $this->http = new Http(['base_uri' => 'https://weather.example']);  // <-- here
    }

    public function raw(string $url): string
    {
        $handle = curl_init($url);  // <-- here
        curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);

        return curl_exec($handle);
    }
}
"""
        }
    ),
    Example(
        {
            "app/weather/client.rb": """\
class Client
  def raw(host)
    http = Net::HTTP.new(host, 443)
    http.read_timeout = nil  # <-- here
    socket = TCPSocket.new(host, 25)  # <-- here
    [http, socket]
  end
end
"""
        }
    ),
    Example(
        {
            "src/weather.rs": """\
pub struct Weather {
    http: reqwest::Client,
}

impl Weather {
    pub fn new() -> Self {
        Self { http: reqwest::Client::new() }  // <-- here
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/weather/Client.java": """\
package weather;

import java.net.http.HttpClient;
import okhttp3.OkHttpClient;
import org.springframework.web.client.RestTemplate;

class Client {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final OkHttpClient ok = new OkHttpClient();
    private final RestTemplate rest;

    Client(RestTemplateBuilder builder) {
        this.rest = builder.connectTimeout(Duration.ofSeconds(2)).readTimeout(Duration.ofSeconds(5)).build();
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/weather/Client.kt": """\
package weather

import java.net.http.HttpClient
import okhttp3.OkHttpClient

class Client {
    private val http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()
    private val ok = OkHttpClient()
}
"""
        }
    ),
    Example(
        {
            "src/Weather/Client.cs": """\
public class Client
{
    private readonly HttpClient _http = new HttpClient();

    public Client(HttpClient other, SqlCommand command)
    {
        other.Timeout = TimeSpan.FromSeconds(10);
        command.CommandTimeout = 30;
    }
}
"""
        }
    ),
    Example(
        {
            "src/Weather/Client.php": """\
<?php

use GuzzleHttp\\Client as Http;

class Client
{
    public function __construct()
    {
        $this->http = new Http(['base_uri' => 'https://weather.example', 'timeout' => 10]);
    }

    public function raw(string $url): string
    {
        $handle = curl_init($url);
        curl_setopt_array($handle, [CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 10]);

        return curl_exec($handle);
    }
}
"""
        }
    ),
    Example(
        {
            "app/weather/client.rb": """\
class Client
  def raw(host)
    http = Net::HTTP.new(host, 443)
    http.read_timeout = 5
    socket = Socket.tcp(host, 25, connect_timeout: 5)
    [http, socket]
  end
end
"""
        }
    ),
    Example(
        {
            "src/weather.rs": """\
use std::time::Duration;

pub struct Weather {
    http: reqwest::Client,
}

impl Weather {
    pub fn new() -> reqwest::Result<Self> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        Ok(Self { http })
    }
}
"""
        }
    ),
)
