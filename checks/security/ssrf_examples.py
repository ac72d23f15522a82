"""Examples of the rule ssrf, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/previews.py": """\
import httpx
import requests
from flask import Blueprint, jsonify, request
from urllib.parse import urljoin

bp = Blueprint("previews", __name__)
API = "https://api.example.com"


@bp.post("/preview")
def preview():
    url = request.get_json()["url"]
    page = requests.get(url, timeout=5)  # <-- here
    return jsonify(title=page.text[:80])


@bp.get("/status")
def status():
    region = request.args["region"]
    answer = httpx.get(f"https://{region}.internal.example.com/status")  # <-- here
    return answer.json()


@bp.get("/proxy")
def proxy():
    return _fetch(request.args.get("target", ""))


def _fetch(target):
    if not target.startswith(("http://", "https://")):
        raise ValueError("no URL")
    return requests.get(urljoin(API, target), timeout=5).content  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "api/webhooks.py": """\
import aiohttp
from fastapi import APIRouter
from pydantic import BaseModel, HttpUrl

router = APIRouter()


class Subscription(BaseModel):
    callback_url: HttpUrl
    event: str


@router.post("/subscriptions/test")
async def send_test(subscription: Subscription) -> dict[str, int]:
    async with aiohttp.ClientSession() as session:
        async with session.post(str(subscription.callback_url), json={"event": subscription.event}) as answer:  # <-- here
            return {"status": answer.status}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/preview.ts": """\
import { Router } from 'express';
import axios from 'axios';
import https from 'node:https';

export const preview = Router();

preview.get('/preview', async (req, res) => {
  const { url } = req.query;
  const page = await axios.get(url as string, { timeout: 5000 });  // <-- here
  res.json({ title: page.data.slice(0, 80) });
});

preview.post('/ping', async (req, res) => {
  const answer = await fetch(`http://${req.body.host}:${req.body.port}/health`);  // <-- here
  res.json({ ok: answer.ok });
});

preview.get('/raw', (req, res) => {
  https.get({ hostname: req.query.host as string, path: '/' }, (answer) => answer.pipe(res));  // <-- here
});

preview.get('/image', async (req, res) => {
  const target = new URL(req.query.src as string, 'https://images.example.com');
  const image = await fetch(target);  // <-- here
  res.send(Buffer.from(await image.arrayBuffer()));
});
"""
        },
        sites=4,
    ),
    Example(
        {
            "internal/preview/preview.go": """\
package preview

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
)

type request struct {
	URL string `json:"url"`
}

func Preview(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get(r.URL.Query().Get("url")) // <-- here
	if err != nil {
		http.Error(w, "cannot fetch", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
}

func Webhook(w http.ResponseWriter, r *http.Request) {
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, "bad body", http.StatusBadRequest)
		return
	}
	req, _ := http.NewRequestWithContext(r.Context(), http.MethodPost, body.URL, nil) // <-- here
	http.DefaultClient.Do(req)
}

func Status(c *gin.Context) {
	http.Get("http://" + c.Query("host") + "/status") // <-- here
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/shop/web/PreviewController.java": """\
package shop.web;

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

@RestController
class PreviewController {
    private final RestTemplate rest = new RestTemplate();
    private final WebClient web;
    private final HttpClient client = HttpClient.newHttpClient();

    PreviewController(WebClient.Builder builder) {
        this.web = builder.build();
    }

    @GetMapping("/preview")
    String preview(@RequestParam String url) {
        return rest.getForObject(url, String.class); // <-- here
    }

    @GetMapping("/image")
    byte[] image(@RequestParam("src") String source) throws Exception {
        URL address = new URL(source);
        HttpURLConnection connection = (HttpURLConnection) address.openConnection(); // <-- here
        return connection.getInputStream().readAllBytes();
    }

    @PostMapping("/webhooks/test")
    int webhook(@RequestBody Webhook hook) throws Exception {
        HttpRequest request = HttpRequest.newBuilder().uri(URI.create(hook.getCallbackUrl())).build(); // <-- here
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @GetMapping("/status/{region}")
    String status(@PathVariable String region) {
        return web.get().uri("https://" + region + ".internal.example.com/status").retrieve().bodyToMono(String.class).block(); // <-- here
    }
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "app/previews.py": """\
import ipaddress
import socket
from urllib.parse import quote, urlparse

import requests
from flask import Blueprint, abort, current_app, request

bp = Blueprint("previews", __name__)
API = "https://api.example.com"
ALLOWED = {"example.com", "www.example.com"}
REGIONS = {"eu": "https://eu.example.com", "us": "https://us.example.com"}


@bp.post("/preview")
def preview():
    url = request.get_json()["url"]
    if urlparse(url).hostname not in ALLOWED:
        abort(400)
    return requests.get(url, timeout=5).text


@bp.get("/users/<name>")
def user(name):
    requests.get(f"{API}/users/{name}", timeout=5)
    requests.get(f"https://api.example.com/users/{quote(name, safe='')}", timeout=5)
    requests.get(current_app.config["DIRECTORY_URL"] + "/users/" + name, timeout=5)
    return requests.get(API, params={"q": request.args["q"]}, timeout=5).json()


@bp.get("/status")
def status():
    return requests.get(REGIONS[request.args["region"]] + "/status", timeout=5).json()


@bp.get("/proxy")
def proxy():
    target = request.args["target"]
    host = urlparse(target).hostname
    for _, _, _, _, address in socket.getaddrinfo(host, 443):
        if ipaddress.ip_address(address[0]).is_private:
            abort(400)
    return requests.get(target, timeout=5, allow_redirects=False).content


def send(webhook, payload):
    requests.post(webhook.url, json=payload, timeout=5)
"""
        },
    ),
    Example(
        {
            "src/preview.ts": """\
import { Router } from 'express';
import axios from 'axios';
import { assertPublicUrl } from './net';

const HOSTS = new Set(['images.example.com']);
const client = axios.create({ baseURL: process.env.API_URL });
export const preview = Router();

preview.get('/users/:id', async (req, res) => {
  const { id } = req.params;
  const user = await axios.get(`https://api.example.com/users/${encodeURIComponent(id)}`);
  const orders = await client.get(`/orders/${id}`);
  const stock = await fetch(`${process.env.STOCK_URL}/items/${id}`);
  res.json({ user: user.data, orders: orders.data, stock: await stock.json() });
});

preview.get('/image', async (req, res) => {
  const target = new URL(req.query.src as string);
  if (target.protocol !== 'https:' || !HOSTS.has(target.hostname)) {
    return res.sendStatus(400);
  }
  const image = await fetch(target);
  res.send(Buffer.from(await image.arrayBuffer()));
});

preview.post('/hook', async (req, res) => {
  await assertPublicUrl(req.body.url);
  await fetch(req.body.url, { method: 'POST' });
  res.sendStatus(204);
});
"""
        },
    ),
    Example(
        {
            "internal/preview/preview.go": """\
package preview

import (
	"fmt"
	"net/http"
	"net/url"
)

var allowed = map[string]bool{"example.com": true}

func Preview(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || !allowed[target.Hostname()] {
		http.Error(w, "not allowed", http.StatusBadRequest)
		return
	}
	http.Get(target.String())
}

func User(base string, w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	http.Get(fmt.Sprintf("https://api.example.com/users/%s", url.PathEscape(id)))
	http.Get(base + "/users/" + id)
}
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/web/PreviewController.java": """\
package shop.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

@RestController
class PreviewController {
    private static final Set<String> HOSTS = Set.of("images.example.com", "cdn.example.com");
    private final RestTemplate rest = new RestTemplate();

    @Value("${stock.url}")
    private String stockUrl;

    @GetMapping("/image")
    byte[] image(@RequestParam("src") String source) throws Exception {
        URI address = URI.create(source);
        if (!HOSTS.contains(address.getHost())) {
            throw new IllegalArgumentException("host is not allowed");
        }
        return address.toURL().openStream().readAllBytes();
    }

    @GetMapping("/page")
    String page(@RequestParam String url) throws Exception {
        InetAddress address = InetAddress.getByName(new URL(url).getHost());
        if (address.isSiteLocalAddress() || address.isLoopbackAddress()) {
            throw new IllegalArgumentException("host is not public");
        }
        return rest.getForObject(url, String.class);
    }

    @GetMapping("/users/{name}")
    String user(@PathVariable String name, @RequestParam long page) {
        rest.getForObject("https://api.example.com/users/" + URLEncoder.encode(name, StandardCharsets.UTF_8), String.class);
        rest.getForObject("https://api.example.com/users?page={page}", String.class, page);
        return rest.getForObject(stockUrl + "/items/" + name, String.class);
    }
}
"""
        },
    ),
)
