"""Background jobs and their records; nothing here answers a request."""

import logging
import traceback

from worker.models import Job, JobState

log = logging.getLogger(__name__)


def run(job: Job) -> dict[str, object]:
    """Run a job and keep why it failed, for the operators' console."""
    try:
        job.execute()
    except Exception as exc:
        log.exception("job %s failed", job.id)
        job.mark(JobState.FAILED, error=str(exc), trace=traceback.format_exc())
        return {"job": job.id, "state": "failed", "error": str(exc)}
    job.mark(JobState.DONE)
    return {"job": job.id, "state": "done"}


def pending() -> list[Job]:
    return Job.waiting(limit=100)
