import asyncio
import json
from pathlib import Path

from aiohttp import web

SPOOL = Path("/var/spool/print")


async def health(request: web.Request) -> web.Response:
    return web.json_response({"ok": True})


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_get("/health", health)
    return app
