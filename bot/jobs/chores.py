"""Jobs that the scheduler starts by itself. A chore's unit is ``chore:NAME`` or ``chore:NAME:DETAIL``."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Sequence

from bot.jobs.backlog import Taken
from bot.jobs.context import JobContext
from bot.jobs.errors import PermanentFailure
from bot.jobs.events import Event

log = logging.getLogger(__name__)

CHORES: dict[str, str] = {
    "weekly-summary": "bot.jobs.weekly_summary",
    "feedback": "bot.jobs.feedback",
    "head-to-head": "bot.jobs.head_to_head",
    "reconcile": "bot.jobs.reconcile",
    "redeliver": "bot.jobs.redeliver",
    "retention": "bot.jobs.retention",
    "forget-person": "bot.jobs.forget_person",
}
"""Name -> module with ``run(here, detail)``; imported when first needed, since each draws in a part of its own."""


def unit_name(name: str, detail: str = "") -> str:
    """The unit of a chore."""
    return f"chore:{name}:{detail}" if detail else f"chore:{name}"


def run(here: JobContext, taken: Taken, events: Sequence[Event], lost: Callable[[], bool]) -> str:
    """Run the chore once, however often it was asked for."""
    _, name, detail = f"{taken.unit}:".split(":", 2)
    module_name = CHORES.get(name)
    if module_name is None:
        raise PermanentFailure(f"there is no chore called {name}")
    importlib.import_module(module_name).run(here, detail.rstrip(":"))
    return taken.facts
