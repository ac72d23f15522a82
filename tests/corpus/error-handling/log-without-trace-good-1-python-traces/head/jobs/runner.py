"""Runs jobs; every unexpected fault reaches the log with its trace."""

from __future__ import annotations

import logging
import traceback

import structlog

from jobs.registry import Job

logger = logging.getLogger(__name__)
events = structlog.get_logger()


def run(job: Job) -> bool:
    try:
        job()
    except TimeoutError as error:
        logger.warning("job %s took too long: %s", job.name, error)
        return False
    except ValueError as error:
        logger.info("job %s was given bad input: %s", job.name, error)
        return False
    except Exception as error:
        logger.error("job %s failed: %s", job.name, error, exc_info=True)
        return False
    return True


def run_logged(job: Job) -> None:
    try:
        job()
    except Exception as error:
        events.error("job failed", job=job.name, exc_info=error)


def run_or_raise(job: Job) -> None:
    try:
        job()
    except Exception as error:
        logger.error("job %s failed: %s", job.name, error)
        raise


def run_text(job: Job) -> str:
    try:
        job()
    except Exception:
        text = traceback.format_exc()
        logger.error("job %s failed\n%s", job.name, text)
        return text
    return ""
