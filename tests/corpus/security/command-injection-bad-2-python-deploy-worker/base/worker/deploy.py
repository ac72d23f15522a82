"""Deploys a branch to a preview environment."""

import asyncio
import logging

log = logging.getLogger(__name__)


async def handle(message: dict) -> None:
    """One message of the queue ``deploys``."""
    environment = message["environment"]
    log.info("deploy asked for")
    await asyncio.sleep(0)
