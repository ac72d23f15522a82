"""Calls to services that we know."""

from urllib.parse import quote, urlparse

import httpx
import requests
from flask import Blueprint, abort, jsonify, request

from hooks.auth import login_required
from hooks.settings import settings

clients = Blueprint("clients", __name__)

GEO = "https://geo.example.com/v1"
ALLOWED_HOSTS = frozenset({"images.example.com", "cdn.example.com"})
REGIONS = {"eu": "https://eu.example.com", "us": "https://us.example.com"}


@clients.get("/geo/<int:place_id>")
@login_required
def place(place_id: int):
    answer = requests.get(f"{GEO}/places/{place_id}", timeout=5)
    return jsonify(answer.json())


@clients.get("/geo/search")
@login_required
def search():
    answer = requests.get(f"{GEO}/search", params={"q": request.args["q"]}, timeout=5)
    return jsonify(answer.json())


@clients.get("/geo/named")
@login_required
def named():
    name = quote(request.args["name"], safe="")
    answer = requests.get(f"{GEO}/named/{name}", timeout=5)
    return jsonify(answer.json())


@clients.get("/image")
@login_required
def image():
    url = request.args["url"]
    parts = urlparse(url)
    if parts.scheme != "https" or parts.hostname not in ALLOWED_HOSTS:
        abort(400)
    answer = httpx.get(url, timeout=5, follow_redirects=False)
    return answer.content


@clients.get("/region/<region>/status")
@login_required
def status(region: str):
    base = REGIONS.get(region)
    if base is None:
        abort(404)
    return jsonify(requests.get(base + "/status", timeout=5).json())


def notify(text: str) -> None:
    httpx.post(settings.slack_url, json={"text": text}, timeout=5)
