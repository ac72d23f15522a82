"""The worker process: RQ's worker with our context, logs and care for its child."""

from __future__ import annotations

import atexit
import importlib
import logging
import os
from types import FrameType
from typing import Any

from rq import Queue
from rq.worker import Worker

from bot import logs, process
from bot.jobs import context
from bot.jobs.connection import connect, wait_for
from bot.jobs.dispatcher import QUEUE
from bot.settings import Settings
from checks import sandbox

log = logging.getLogger("bot.jobs.worker")


class _Worker(Worker):
    """Each job runs in a forked child, which must not outlive us: its unit would be worked on twice."""

    asked_to_stop = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def setup_work_horse_signals(self) -> None:
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        process.die_with_parent()

    def handle_exception(self, job: Any, *exc_info: Any) -> None:
        logging.getLogger("bot.jobs").error(
            "job crashed", extra={"unit": job.description}, exc_info=exc_info if exc_info[0] else None
        )


def run(settings: Settings, review: context.Reviewer = context.published_review) -> None:
    """Work until SIGTERM or SIGINT; the job in hand is finished first, a second signal ends it at once."""
    logs.set_up("worker", settings.secrets())
    context.use(context.make(settings, review))
    redis = wait_for(connect(settings.required_redis_url()))
    # What every review needs is loaded once: each job runs in a fork of this process and would load it again.
    importlib.import_module("bot.jobs.review")
    sandbox.keep_warm()
    atexit.register(sandbox.cool_down)
    worker = _Worker([Queue(QUEUE, connection=redis)], connection=redis, log_job_description=False)
    log.info("worker starts", extra={"pid": os.getpid()})
    worker.work(logging_level="WARNING", with_scheduler=False)
    asked = worker.asked_to_stop
    log.info("worker ends", extra={"pid": os.getpid(), "reason": "asked to" if asked else "Redis was lost"})
    if not asked:
        raise SystemExit(1)  # whoever supervises us starts another


if __name__ == "__main__":
    run(Settings.from_env())
