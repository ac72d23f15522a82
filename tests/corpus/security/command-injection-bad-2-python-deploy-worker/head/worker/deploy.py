"""Deploys a branch to a preview environment."""

import asyncio
import logging
import os
from subprocess import PIPE, Popen

log = logging.getLogger(__name__)


async def handle(message: dict) -> None:
    """One message of the queue ``deploys``."""
    environment = message["environment"]
    log.info("deploy asked for")
    await asyncio.sleep(0)
    await checkout(message["repository"], message["branch"])
    restart(environment)


async def checkout(repository: str, branch: str) -> None:
    process = await asyncio.create_subprocess_shell(
        "git clone --depth 1 --branch " + branch + " " + repository + " build",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"clone failed: {errors.decode(errors='replace')}")


def restart(environment: str) -> None:
    parts = ["docker", "compose", "-p", environment, "up", "-d"]
    line = " ".join(parts)
    process = Popen(["/bin/sh", "-c", line], stdout=PIPE)
    process.wait(timeout=120)


def tail(environment: str, lines: int) -> str:
    with os.popen("docker logs --tail %d preview-%s" % (lines, environment)) as stream:
        return stream.read()
