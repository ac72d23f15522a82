"""Runs the probes that plugins bring, each in a thread of its own."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from importlib.metadata import entry_points
from queue import Queue

logger = logging.getLogger(__name__)


class ProbeError(Exception):
    """A probe failed; the text is what it said."""


def load() -> dict[str, Callable[[], float]]:
    probes: dict[str, Callable[[], float]] = {}
    for point in entry_points(group="monitor.probes"):
        try:
            probes[point.name] = point.load()
        except Exception:
            # A plugin may fail in any way at all; the others must still load.
            logger.exception("probe %s could not be loaded", point.name)
    return probes


class ProbeThread(threading.Thread):
    def __init__(self, name: str, probe: Callable[[], float], results: Queue[tuple[str, object]]) -> None:
        super().__init__(name=f"probe-{name}", daemon=True)
        self.probe_name = name
        self.probe = probe
        self.results = results

    def run(self) -> None:
        try:
            value = self.probe()
        except Exception as error:
            self.results.put((self.probe_name, error))
            return
        self.results.put((self.probe_name, value))


def describe(probe: Callable[[], float]) -> str:
    try:
        return f"{probe():.3f}"
    except Exception:
        return "failed:\n" + traceback.format_exc()
