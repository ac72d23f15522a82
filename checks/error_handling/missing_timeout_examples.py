"""Examples of the rule missing timeout, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "weather/client.py": """\
import smtplib
from urllib.request import urlopen

import requests

API = "https://weather.example/v1"


class WeatherClient:
    def __init__(self, key: str) -> None:
        self.session = requests.Session()
        self.session.headers["X-Key"] = key

    def today(self, city: str) -> dict:
        response = self.session.get(f"{API}/today", params={"city": city})  # <-- here
        response.raise_for_status()
        return response.json()


def ping() -> bool:
    return requests.get(f"{API}/ping", timeout=None).ok  # <-- here


def raw(path: str) -> bytes:
    with urlopen(API + path) as answer:  # <-- here
        return answer.read()


def warn(to: str, text: str) -> None:
    with smtplib.SMTP("mail.example", 25) as mail:  # <-- here
        mail.sendmail("weather@example.com", to, text)
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/weather/client.ts": """\
import axios from 'axios';

const api = axios.create({ baseURL: 'https://weather.example/v1' });  // <-- here

export async function today(city: string): Promise<Forecast> {
  const response = await fetch(`https://weather.example/v1/today?city=${encodeURIComponent(city)}`);  // <-- here
  if (!response.ok) {
    throw new Error(`forecast for ${city}: ${response.status}`);
  }
  return response.json();
}

export async function push(report: Report): Promise<void> {
  await axios.post('https://weather.example/v1/reports', report, {  // <-- here
    headers: { 'content-type': 'application/json' },
  });
  await api.post('/done', { id: report.id });
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "internal/weather/client.go": """\
package weather

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
)

type Client struct {
	http *http.Client
}

func New() *Client {
	return &Client{http: &http.Client{}}  // <-- here
}

func Today(city string) (*Forecast, error) {
	resp, err := http.Get("https://weather.example/v1/today?city=" + city)  // <-- here
	if err != nil {
		return nil, fmt.Errorf("forecast for %s: %w", city, err)
	}
	defer resp.Body.Close()
	var out Forecast
	return &out, json.NewDecoder(resp.Body).Decode(&out)
}

func ping(addr string) error {
	conn, err := net.Dial("tcp", addr)  // <-- here
	if err != nil {
		return err
	}
	return conn.Close()
}

func Serve(mux http.Handler) error {
	return http.ListenAndServe(":8080", mux)  // <-- here
}
"""
        },
        sites=4,
    ),
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
            "weather/client.py": """\
import httpx
import requests
from requests.adapters import HTTPAdapter

TIMEOUT_S = 10


class LimitedAdapter(HTTPAdapter):
    def send(self, request, **kwargs):
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT_S
        return super().send(request, **kwargs)


class WeatherClient:
    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.mount("https://", LimitedAdapter())

    def today(self, city: str) -> dict:
        return self.session.get("https://weather.example/today", params={"city": city}).json()


def ping(session: requests.Session, **options) -> bool:
    one = requests.get("https://weather.example/ping", timeout=TIMEOUT_S).ok
    two = requests.get("https://weather.example/ping", **options).ok
    return one and two and session.get("https://weather.example/ping").ok


async def forecast(city: str) -> dict:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"https://weather.example/{city}")).json()
"""
        },
    ),
    Example(
        {
            "src/weather/client.ts": """\
import axios from 'axios';

const api = axios.create({ baseURL: 'https://weather.example/v1', timeout: 5_000 });

export async function today(city: string, init: RequestInit): Promise<Response> {
  await api.get('/today', { params: { city } });
  await axios.get('https://weather.example/ping', { timeout: 2_000 });
  const response = await fetch('https://weather.example/today', { signal: AbortSignal.timeout(5_000) });
  return response.ok ? response : fetch('https://weather.example/fallback', init);
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "web/src/components/Forecast.tsx": """\
import { useEffect, useState } from 'react';

export function Forecast({ city }: { city: string }) {
  const [days, setDays] = useState([]);
  useEffect(() => {
    fetch(`/api/forecast?city=${city}`).then((r) => r.json()).then(setDays);
  }, [city]);
  return <ul>{days.map((d) => <li key={d}>{d}</li>)}</ul>;
}
"""
        },
        sites=0,
    ),
    Example(
        {
            "internal/weather/client.go": """\
package weather

import (
	"context"
	"net"
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

func Today(ctx context.Context, url string) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func Serve(mux http.Handler) error {
	go func() { _ = http.ListenAndServe("localhost:6060", nil) }()
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}

func ping(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, time.Second)
}
"""
        },
        sites=5,
    ),
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
