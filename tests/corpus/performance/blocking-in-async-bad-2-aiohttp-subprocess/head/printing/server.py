import asyncio
import json
import subprocess
import time
from pathlib import Path

from aiohttp import web

SPOOL = Path("/var/spool/print")


async def health(request: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def _wait_for_printer(name: str, tries: int = 10) -> bool:
    for _ in range(tries):
        state = subprocess.run(["lpstat", "-p", name], capture_output=True, text=True, check=False)
        if "idle" in state.stdout:
            return True
        time.sleep(0.5)
    return False


async def print_label(request: web.Request) -> web.Response:
    body = await request.json()
    name = body.get("printer", "default")
    if not await _wait_for_printer(name):
        return web.json_response({"error": "printer is busy"}, status=503)
    await asyncio.to_thread((SPOOL / f"{body['id']}.json").write_text, json.dumps(body))
    return web.json_response({"queued": body["id"]}, status=202)


def make_app() -> web.Application:
    app = web.Application()
    app.router.add_post("/labels", print_label)
    app.router.add_get("/health", health)
    return app
