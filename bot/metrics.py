"""Counters for Prometheus, and what ``/metrics`` shows of the queue. Several web processes add up through files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector
from redis import Redis
from redis.exceptions import RedisError

from bot.jobs.backlog import Backlog

WEBHOOKS = Counter("evenhand_webhooks", "Deliveries received, by how they were answered.", ["outcome"])
PAGE_ERRORS = Counter("evenhand_page_errors", "Requests that ended in an internal error.")


class QueueCollector(Collector):
    """Lengths of the queue's parts, read from Redis when asked."""

    def __init__(self, redis: Redis) -> None:
        self._backlog = Backlog(redis)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge by stage, and whether Redis answered."""
        up = GaugeMetricFamily("evenhand_redis_up", "Whether Redis answers.")
        try:
            sizes = self._backlog.sizes()
        except RedisError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        queue = GaugeMetricFamily("evenhand_queue", "Units of work, by where they are.", labels=["stage"])
        for stage in ("inbox", "ready", "waiting", "out", "failures"):
            queue.add_metric([stage], getattr(sizes, stage))
        yield queue


def page(redis: Redis) -> bytes:
    """The text of ``/metrics``."""
    registry = CollectorRegistry()
    registry.register(QueueCollector(redis))
    shown = generate_latest(registry)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return shown + generate_latest(shared)
    return shown + generate_latest(REGISTRY)
