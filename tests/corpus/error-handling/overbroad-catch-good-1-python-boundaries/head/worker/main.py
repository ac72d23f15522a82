"""The queue worker's process."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from types import FrameType

from worker.queue import Job, Queue

logger = logging.getLogger("worker")


class Worker:
    """Takes jobs off the queue until told to stop."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.stopping = threading.Event()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def work(self, job: Job) -> None:
        try:
            job.run()
        except Exception:
            logger.exception("job %s failed", job.id)
            self.queue.bury(job)
        else:
            self.queue.done(job)

    def run(self) -> None:
        while not self.stopping.is_set():
            job = self.queue.take(wait_s=5)
            if job is not None:
                self.work(job)


def main() -> int:
    worker = Worker(Queue.from_environment())
    signal.signal(signal.SIGTERM, worker.stop)
    try:
        worker.run()
    except KeyboardInterrupt:
        return 130
    except Exception:
        logger.critical("worker died", exc_info=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
