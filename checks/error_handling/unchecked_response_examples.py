"""Examples of the rule unchecked response, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "rates/client.py": """\
import httpx
import requests

API = "https://rates.example/v1"


def latest(base: str) -> dict:
    return requests.get(f"{API}/latest", params={"base": base}, timeout=5).json()  # <-- here


def history(session: requests.Session, day: str) -> list:
    response = session.get(f"{API}/history/{day}", timeout=5)
    rows = response.json()["rows"]  # <-- here
    return [row for row in rows if row["open"]]


async def convert(client: httpx.AsyncClient, cents: int) -> int:
    answer = await client.post(f"{API}/convert", json={"cents": cents})
    payload = answer.json()  # <-- here
    return payload["cents"]
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/rates.ts": """\
export async function latest(base: string): Promise<Rates> {
  const response = await fetch(`https://rates.example/v1/latest?base=${base}`);
  const body = await response.json();  // <-- here
  return body.rates;
}

export async function history(day: string): Promise<Row[]> {
  return (await fetch(`https://rates.example/v1/history/${day}`)).json();  // <-- here
}

export function currencies(): Promise<string[]> {
  return fetch('https://rates.example/v1/currencies')
    .then((res) => res.json())  // <-- here
    .then((body) => body.codes);
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "internal/rates/client.go": """\
package rates

import (
	"context"
	"encoding/json"
	"net/http"
)

func (c *Client) Latest(ctx context.Context, base string) (*Rates, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+"/latest?base="+base, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var rates Rates
	if err := json.NewDecoder(resp.Body).Decode(&rates); err != nil {  // <-- here
		return nil, err
	}
	return &rates, nil
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/rates/Client.java": """\
package rates;

import java.net.http.*;
import okhttp3.*;

class Client {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final OkHttpClient ok = new OkHttpClient();

    Rates latest(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return mapper.readValue(answer.body(), Rates.class);  // <-- here
    }

    String raw(Request request) throws IOException {
        try (Response response = ok.newCall(request).execute()) {
            return response.body().string();  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/rates/Client.kt": """\
package rates

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class Client(private val http: HttpClient) {
    fun latest(request: HttpRequest): Rates {
        val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
        return parse(answer.body())  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/Rates/Client.cs": """\
using System.Net.Http;
using System.Text.Json;

namespace Shop.Rates;

public sealed class RatesClient
{
    private readonly HttpClient _http;

    public RatesClient(HttpClient http)
    {
        _http = http;
    }

    public async Task<Rates?> LatestAsync(CancellationToken token)
    {
        using var answer = await _http.GetAsync("latest", token);
        var text = await answer.Content.ReadAsStringAsync(token);  // <-- here
        return JsonSerializer.Deserialize<Rates>(text);
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "rates/client.py": """\
import httpx
import requests

API = "https://rates.example/v1"


def latest(base: str) -> dict:
    response = requests.get(f"{API}/latest", params={"base": base}, timeout=5)
    response.raise_for_status()
    return response.json()


def history(session: requests.Session, day: str) -> list:
    response = session.get(f"{API}/history/{day}", timeout=5)
    if response.status_code == 404:
        return []
    return response.json()["rows"]


async def convert(client: httpx.AsyncClient, cents: int) -> dict:
    return (await client.post(f"{API}/convert", json={"cents": cents})).raise_for_status().json()


def checked(path: str) -> dict:
    response = requests.get(API + path, timeout=5)
    return parse_or_raise(response)


def alive() -> bool:
    return requests.head(API, timeout=1).ok
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/rates.ts": """\
import axios from 'axios';
import { api } from './api';

export async function latest(base: string): Promise<Rates> {
  const response = await fetch(`https://rates.example/v1/latest?base=${base}`);
  if (!response.ok) {
    throw new Error(`rates for ${base}: ${response.status}`);
  }
  return response.json();
}

export async function history(day: string) {
  const { data } = await axios.get(`https://rates.example/v1/history/${day}`, { timeout: 5000 });
  return data.concat((await api.get('/more')).json());
}

export function currencies(): Promise<string[]> {
  return fetch('https://rates.example/v1/currencies').then((res) => {
    if (!res.ok) throw new Error(`currencies: ${res.status}`);
    return res.json();
  });
}

export const raw = (path: string) => fetch(path).then(assertOk).then((res) => res.json());
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/rates/client.go": """\
package rates

import (
	"encoding/json"
	"fmt"
	"net/http"
)

func (c *Client) Latest(req *http.Request) (*Rates, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("rates: status %d", resp.StatusCode)
	}
	var rates Rates
	return &rates, json.NewDecoder(resp.Body).Decode(&rates)
}

func (c *Client) raw(req *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	return resp, nil
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/rates/Client.java": """\
package rates;

import java.net.http.*;
import okhttp3.*;

class Client {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final OkHttpClient ok = new OkHttpClient();

    Rates latest(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new RatesException("status " + answer.statusCode());
        }
        return mapper.readValue(answer.body(), Rates.class);
    }

    String raw(Request request) throws IOException {
        try (Response response = ok.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("status " + response.code());
            }
            return response.body().string();
        }
    }

    Rates spring(RestTemplate rest) {
        return rest.getForObject("/latest", Rates.class);
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/rates/Client.kt": """\
package rates

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class Client(private val http: HttpClient) {
    fun latest(request: HttpRequest): Rates {
        val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() == 200) { "rates: status ${answer.statusCode()}" }
        return parse(answer.body())
    }
}
"""
        }
    ),
    Example(
        {
            "src/Rates/Client.cs": """\
using System.Net.Http;
using System.Text.Json;

namespace Shop.Rates;

public sealed class RatesClient
{
    private readonly HttpClient _http;

    public RatesClient(HttpClient http)
    {
        _http = http;
    }

    public async Task<Rates?> LatestAsync(CancellationToken token)
    {
        using var answer = await _http.GetAsync("latest", token);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(token);
        return JsonSerializer.Deserialize<Rates>(text);
    }
}
"""
        }
    ),
)
