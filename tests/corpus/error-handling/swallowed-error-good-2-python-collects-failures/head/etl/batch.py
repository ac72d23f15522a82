"""Runs the nightly import, table by table."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import sentry_sdk
from prometheus_client import Counter

logger = logging.getLogger(__name__)
FAILED = Counter("etl_failed_total", "Imports that failed", ["table"])


@dataclass
class Outcome:
    done: list[str] = field(default_factory=list)
    failed: dict[str, Exception] = field(default_factory=dict)


def _note(table: str, error: Exception) -> None:
    FAILED.labels(table).inc()
    sentry_sdk.capture_exception(error)


def run(tables: dict[str, Callable[[], int]]) -> Outcome:
    """Imports each table; failures are kept and raised together by the caller."""
    outcome = Outcome()
    for table, load in tables.items():
        try:
            load()
        except Exception as error:
            _note(table, error)
            outcome.failed[table] = error
        else:
            outcome.done.append(table)
    return outcome


def run_until(tables: dict[str, Callable[[], int]], attempts: int = 3) -> None:
    """Imports with a few tries a table; the last error is raised."""
    for table, load in tables.items():
        last: Exception | None = None
        for attempt in range(attempts):
            try:
                load()
                last = None
                break
            except ConnectionError as error:
                last = error
                time.sleep(2**attempt)
        if last is not None:
            raise RuntimeError(f"import of {table} failed {attempts} times") from last


def health(ping: Callable[[], None]) -> bool:
    """Whether the warehouse answers."""
    try:
        ping()
        return True
    except ConnectionError:
        return False
