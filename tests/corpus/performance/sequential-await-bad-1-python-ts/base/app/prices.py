import asyncio

import httpx

client = httpx.AsyncClient(base_url="https://prices.example.org", timeout=5)
