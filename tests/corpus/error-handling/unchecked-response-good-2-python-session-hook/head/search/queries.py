import aiohttp
import httpx

from search.session import build

session = build()
BASE = "https://search.internal"


def count(index: str) -> int:
    return session.get(f"{BASE}/{index}/_count", timeout=5).json()["count"]


def suggest(index: str, prefix: str) -> list[str]:
    """The first ten words that begin with the prefix."""
    answer = session.post(f"{BASE}/{index}/_suggest", json={"prefix": prefix, "size": 10}, timeout=5)
    return [option["text"] for option in answer.json()["options"]]


async def mapping(index: str) -> dict[str, object]:
    async with aiohttp.ClientSession(BASE, raise_for_status=True, timeout=aiohttp.ClientTimeout(5)) as http:
        async with http.get(f"/{index}/_mapping") as response:
            return await response.json()


def cluster_state() -> str:
    with httpx.Client(base_url=BASE, timeout=5, event_hooks={"response": [lambda r: r.raise_for_status()]}) as http:
        return http.get("/_cluster/health").json()["status"]


def version() -> str:
    return httpx.get(BASE, timeout=5).raise_for_status().json()["version"]
