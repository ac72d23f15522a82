import asyncio
import json
import subprocess
from pathlib import Path

from aiohttp import web

SPOOL = Path("/var/spool/print")


async def health(request: web.Request) -> web.Response:
    return web.json_response({"ok": True})


def _printers() -> list[str]:
    """Once, while the program starts."""
    listed = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, check=True)
    return listed.stdout.split()


async def _wait_for_printer(name: str, tries: int = 10) -> bool:
    for _ in range(tries):
        process = await asyncio.create_subprocess_exec("lpstat", "-p", name, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
        if b"idle" in out:
            return True
        await asyncio.sleep(0.5)
    return False


async def print_label(request: web.Request) -> web.Response:
    body = await request.json()
    name = body.get("printer", "default")
    if name not in request.app["printers"]:
        return web.json_response({"error": "no such printer"}, status=404)
    if not await _wait_for_printer(name):
        return web.json_response({"error": "printer is busy"}, status=503)
    loop = asyncio.get_running_loop()
    target = SPOOL / f"{body['id']}.json"
    await loop.run_in_executor(None, lambda: target.write_text(json.dumps(body)))
    return web.json_response({"queued": body["id"]}, status=202)


def make_app() -> web.Application:
    app = web.Application()
    app["printers"] = _printers()
    app.router.add_post("/labels", print_label)
    app.router.add_get("/health", health)
    return app
