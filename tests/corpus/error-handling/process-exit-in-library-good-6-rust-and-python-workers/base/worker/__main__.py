import signal
import sys

from worker.loop import Loop

loop = Loop()


