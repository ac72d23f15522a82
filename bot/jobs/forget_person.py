"""The chore after a person took back what they allowed the App to know of them: their sessions end."""

from __future__ import annotations

import logging

from bot.jobs.context import JobContext
from bot.sessionstore import end_all

log = logging.getLogger(__name__)


def run(here: JobContext, detail: str) -> None:
    """``detail`` is the login, in lower case. Running it again ends nothing more."""
    log.info("sessions ended", extra={"count": end_all(here.redis, detail)})
