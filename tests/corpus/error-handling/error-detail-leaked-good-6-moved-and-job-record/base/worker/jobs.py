"""Background jobs and their records; nothing here answers a request."""

import logging
import traceback

from worker.models import Job, JobState

log = logging.getLogger(__name__)


def pending() -> list[Job]:
    return Job.waiting(limit=100)
