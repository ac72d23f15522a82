"""Child processes that end with their parent.

``python -m bot.process PARENT COMMAND...`` becomes COMMAND after asking the kernel to send it SIGTERM when PARENT dies, so
that not even a killed supervisor leaves orphans. Where the kernel has no such call (macOS), COMMAND just runs.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)


def die_with_parent(parent: int | None = None, sent: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send ``sent`` to this process when its parent dies. ``parent``: exit now if that is gone already."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, int(sent), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    if parent is not None and os.getppid() != parent:
        raise SystemExit(1)


def wrapped(command: list[str]) -> list[str]:
    """The command line that runs ``command`` as a child of this process and ends with it."""
    return [sys.executable, "-m", "bot.process", str(os.getpid()), *command]


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]), signal.SIGTERM)
    os.execvp(sys.argv[2], sys.argv[2:])
