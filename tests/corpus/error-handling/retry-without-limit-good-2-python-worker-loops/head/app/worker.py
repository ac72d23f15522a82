"""Main loop of the worker, and loops that are not retries."""
from __future__ import annotations

import logging
import time

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from app.jobs import Job, run_job

logger = logging.getLogger(__name__)


class Worker:
    def __init__(self, redis: Redis, queue: str) -> None:
        self._redis = redis
        self._queue = queue
        self._stopping = False

    def stop(self, *_: object) -> None:
        self._stopping = True

    def run(self) -> None:
        """Serve jobs until told to stop; a lost connection is waited out."""
        pause_s = 1.0
        while not self._stopping:
            try:
                item = self._redis.blpop([self._queue], timeout=5)
                pause_s = 1.0
            except RedisConnectionError:
                logger.exception("redis is away, waiting %.0f s", pause_s)
                time.sleep(pause_s)
                pause_s = min(pause_s * 2, 60)
                continue
            if item is not None:
                run_job(Job.parse(item[1]))


def parse_all(lines: list[str]) -> list[Job]:
    """Jobs of the lines that can be read."""
    jobs = []
    for number, line in enumerate(lines, 1):
        try:
            jobs.append(Job.parse(line))
        except ValueError:
            logger.warning("line %d is not a job", number, exc_info=True)
    return jobs


def pages(client, cursor: str | None = None):
    """All pages of the export, one after another."""
    while True:
        page = client.page(cursor)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next
