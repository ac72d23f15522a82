"""Everything that the ingest asks of other services."""
from __future__ import annotations

import functools
import socket
import subprocess
from urllib.request import urlopen

import aiohttp
import httpx
import requests

from ingest.settings import settings

get = functools.partial(requests.get, timeout=settings.http_timeout_s)
TIMEOUTS = {"timeout": (3, 30)}


def call(method: str, url: str, **kwargs):
    """One request under the platform's timeout."""
    kwargs.setdefault("timeout", settings.http_timeout_s)
    response = requests.request(method, url, **kwargs)
    response.raise_for_status()
    return response


def manifest(url: str) -> dict:
    response = get(url)
    response.raise_for_status()
    return response.json()


def push(url: str, payload: dict) -> None:
    response = requests.post(url, json=payload, **TIMEOUTS)
    response.raise_for_status()


async def pages(urls: list[str]) -> list[str]:
    texts = []
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        for url in urls:
            async with session.get(url) as response:
                response.raise_for_status()
                texts.append(await response.text())
    return texts


def probe(url: str) -> int:
    with httpx.Client() as client:
        return client.get(url).status_code


def banner(host: str) -> bytes:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(5)
        sock.connect((host, 25))
        return sock.recv(256)
    finally:
        sock.close()


def robots(host: str) -> bytes:
    with urlopen(f"https://{host}/robots.txt", None, 10) as response:
        return response.read(65536)


def revision() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return done.stdout.strip()
