"""Ways that real code writes server-side request forgery, and look-alikes that are fine."""

from __future__ import annotations

import pytest

RULE = "security/ssrf"

PYTHON = {
    "session attribute": """
import requests
from flask import request
class Importer:
    def __init__(self):
        self.session = requests.Session()
    def post(self):
        return self.session.get(request.json["feed"], timeout=3).text  # <-- here
""",
    "urlopen": """
import urllib.request
from flask import request
def f():
    return urllib.request.urlopen(request.args["u"]).read()  # <-- here
""",
    "request with the method first": """
import requests
from flask import request
def f():
    return requests.request("GET", request.args["u"], timeout=3).text  # <-- here
""",
    "format": """
import requests
from flask import request
def f():
    host = request.args["host"]
    return requests.get("http://{}/api".format(host), timeout=3).text  # <-- here
""",
    "percent": """
import requests
from django.http import JsonResponse
def f(request):
    url = "http://%s:8080/x" % request.GET["h"]
    return JsonResponse(requests.get(url, timeout=3).json())  # <-- here
""",
    "async client in with": """
import httpx
from fastapi import APIRouter
router = APIRouter()
@router.get("/fetch")
async def fetch(url: str):
    async with httpx.AsyncClient(timeout=5) as client:
        r = await client.get(url)  # <-- here
    return r.text
""",
    "an empty test is no guard": """
import requests
from flask import request
def f():
    url = request.args.get("url")
    if not url:
        return "", 400
    return requests.get(url, timeout=3).text  # <-- here
""",
    "scheme test is no guard": """
import requests
from urllib.parse import urlparse
from flask import request
def f():
    url = request.args.get("url")
    if urlparse(url).scheme not in ("http", "https"):
        return "", 400
    return requests.get(url, timeout=3).text  # <-- here
""",
    "a local check of the form alone is no guard": """
import requests
from flask import request
def is_valid_url(url):
    return url.startswith("http")
def f():
    url = request.args.get("url")
    if not is_valid_url(url):
        return "", 400
    return requests.get(url, timeout=3).text  # <-- here
""",
    "host without slash": """
import requests
from flask import request
def f():
    return requests.get("https://api.example.com" + request.args["path"], timeout=3).text  # <-- here
""",
    # --- fine
    "configured address": """
import requests
from flask import current_app, request
def f():
    return requests.get(f"{current_app.config['API']}/u/{request.args['id']}", timeout=3).json()
""",
    "body and parameters": """
import requests
from flask import request
def f():
    return requests.post("https://api.example.com/x", json=request.json, headers={"A": request.headers["A"]}, timeout=3).json()
""",
    "cache client": """
import redis
from flask import request
client = redis.Redis()
def f():
    return client.get(request.args["key"])
""",
    "integer": """
import requests
from flask import request
def f():
    port = int(request.args["port"])
    return requests.get(f"http://127.0.0.1:{port}/x", timeout=3).json()
""",
    "prefix of an own host": """
import requests
from flask import request, abort
def f():
    url = request.args["url"]
    if not url.startswith("https://hooks.example.com/"):
        abort(400)
    return requests.get(url, timeout=3).json()
""",
    "allow-listed host variable": """
import requests
from urllib.parse import urlparse
from flask import request, abort
from app.settings import ALLOWED_HOSTS
def f():
    url = request.args["url"]
    parsed = urlparse(url)
    if parsed.netloc not in ALLOWED_HOSTS:
        abort(400)
    return requests.get(url, timeout=3).json()
""",
    "local check of the host": """
import requests
from urllib.parse import urlparse
from flask import request, abort
def _is_allowed(url):
    return urlparse(url).hostname in {"a.example.com"}
def f():
    url = request.args["url"]
    if not _is_allowed(url):
        abort(400)
    return requests.get(url, timeout=3).json()
""",
    "stored address": """
import requests
from app.models import Webhook
def deliver(webhook_id, event):
    hook = Webhook.query.get(webhook_id)
    requests.post(hook.url, json=event, timeout=3)
""",
    "command line": """
import sys, requests
def main():
    print(requests.get(sys.argv[1], timeout=3).text)
""",
}

TYPESCRIPT = {
    "got": """
import got from 'got';
app.get('/x', async (req, res) => {
  const body = await got(req.query.url as string).text();  // <-- here
  res.send(body);
});
""",
    "axios config": """
import axios from 'axios';
export async function proxy(req: Request, res: Response) {
  const r = await axios({ method: 'get', url: req.body.target });  // <-- here
  res.json(r.data);
}
""",
    "nest http service": """
import { Body, Controller, Post } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
@Controller('hooks')
export class Hooks {
  constructor(private readonly http: HttpService) {}
  @Post('test')
  test(@Body() dto: TestDto) {
    return this.http.post(dto.url, {});  // <-- here
  }
}
""",
    "next route": """
export async function GET(request: NextRequest) {
  const url = request.nextUrl.searchParams.get('url');
  if (!url) return new Response('missing', { status: 400 });
  const r = await fetch(url);  // <-- here
  return new Response(await r.text());
}
""",
    "through a helper": """
import fetch from 'node-fetch';
async function load(url: string) {
  const r = await fetch(url);  // <-- here
  return r.text();
}
app.get('/x', async (req, res) => res.send(await load(req.query.url)));
""",
    "subdomain": """
import axios from 'axios';
app.get('/x', async (req, res) => {
  const { tenant } = req.params;
  const r = await axios.get(`https://${tenant}.example.com/api`);  // <-- here
  res.json(r.data);
});
""",
    "https request with url": """
const https = require('https');
app.get('/x', (req, res) => {
  https.get(req.query.u, (r) => r.pipe(res));  // <-- here
});
""",
    # --- fine
    "browser code": """
'use client';
export function Page() {
  const u = new URLSearchParams(location.search).get('u');
  useEffect(() => { fetch(u); }, []);
}
""",
    "relative": """
export async function load(req) {
  return fetch(`/api/users/${req.params.id}`);
}
""",
    "list of hosts": """
import axios from 'axios';
const ALLOWED = ['a.example.com'];
app.get('/x', async (req, res) => {
  const u = new URL(req.query.url);
  if (!ALLOWED.includes(u.hostname)) return res.sendStatus(400);
  res.json((await axios.get(u.toString())).data);
});
""",
    "environment base": """
import axios from 'axios';
const BASE = process.env.API_BASE;
app.get('/x/:id', async (req, res) => {
  res.json((await axios.get(BASE + '/x/' + req.params.id)).data);
});
""",
    "lookup table": """
const HOSTS: Record<string, string> = { eu: 'https://eu.example.com', us: 'https://us.example.com' };
app.get('/x/:region', async (req, res) => {
  const r = await fetch(HOSTS[req.params.region] + '/status');
  res.json(await r.json());
});
""",
    "zod": """
import { z } from 'zod';
const Body = z.object({ url: z.string().url() });
app.post('/x', async (req, res) => {
  const { url } = Body.parse(req.body);
  res.json(await (await fetch(url)).json());
});
""",
    "origin compared": """
app.get('/x', async (req, res) => {
  const u = new URL(req.query.url, 'https://a.example.com');
  if (u.origin !== 'https://a.example.com') return res.sendStatus(400);
  res.json(await (await fetch(u)).json());
});
""",
}

GO = {
    "sprintf": """
package main
import ("fmt"; "net/http")
func h(w http.ResponseWriter, r *http.Request) {
	u := fmt.Sprintf("http://%s/health", r.URL.Query().Get("host"))
	http.Get(u) // <-- here
}
""",
    "client": """
package main
import ("net/http"; "time")
func h(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: time.Second}
	resp, err := client.Get(r.FormValue("url")) // <-- here
	_, _ = resp, err
}
""",
    "host compared": """
package main
import ("net/http"; "net/url")
func h(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.FormValue("url"))
	if err != nil || u.Host != "api.example.com" {
		return
	}
	http.Get(u.String())
}
""",
    "fixed": """
package main
import "net/http"
func f(base string) { http.Get(base + "/x") }
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "app/views.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/routes.ts", TYPESCRIPT[name])


@pytest.mark.parametrize("name", GO)
def test_go(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "internal/http/preview.go", GO[name])


def test_a_host_formatted_into_a_java_address_is_found(expect):
    expect(
        "security/ssrf",
        "src/main/java/shop/Proxy.java",
        """\
package shop;

import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

@RestController
class Proxy {
    private final RestTemplate rest = new RestTemplate();

    @GetMapping("/health")
    String health(@RequestParam String host, @RequestParam int port) {
        String target = String.format("http://%s:%d/health", host, port);
        return rest.getForObject(target, String.class); // <-- here
    }

    @GetMapping("/users")
    String user(@RequestParam String name) {
        return rest.getForObject(String.format("http://users.internal/users/%s", name), String.class);
    }
}
""",
    )
