import aiohttp
import httpx

from search.session import build

session = build()
BASE = "https://search.internal"


def count(index: str) -> int:
    return session.get(f"{BASE}/{index}/_count", timeout=5).json()["count"]
