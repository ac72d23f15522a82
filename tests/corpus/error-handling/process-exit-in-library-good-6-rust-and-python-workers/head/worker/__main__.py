import signal
import sys

from worker.loop import Loop

loop = Loop()


def _stop(signum: int, frame: object) -> None:
    loop.stop()
    sys.exit(0)


signal.signal(signal.SIGTERM, _stop)
if not loop.run():
    sys.exit(1)
