"""A process that has loaded all rules and forks a child for each review: what takes most of a small review's time is
starting Python and reading rules and knowledge, and that is done once.

The server is as bare as the child that :mod:`checks.sandbox` would start otherwise: an environment made from nothing, a
session of its own. It reads no change itself; the fork does, under the sandbox's limits. It ends with the process that
started it. Where it cannot be had the sandbox starts a child from nothing, as it does for a single review.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONNECT_S = 30.0
"""A server that was just started answers once the rules are loaded."""
_LENGTH = struct.Struct("!I")


class Fork:
    """A review that runs in a fork of the server. ``start`` raises OSError when the server does not answer."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self._connection = connection
        self._pid = pid
        self._status: int | None = None

    @classmethod
    def start(cls, address: str, task: dict[str, Any]) -> Fork:
        """Hand a task to the server at ``address``."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(CONNECT_S)
            connection.connect(address)
            pid = int(_line(connection))
            message = json.dumps(task).encode()
            connection.sendall(_LENGTH.pack(len(message)) + message)
        except BaseException:
            connection.close()
            raise
        return cls(connection, pid)

    def wait(self, timeout: float) -> int | None:
        """Exit status as subprocess counts it, or None when it still runs after so many seconds."""
        if self._status is None:
            self._connection.settimeout(max(0.001, timeout))
            try:
                self._status = int(_line(self._connection))
            except TimeoutError:
                return None
            except (OSError, ValueError):
                self._status = -signal.SIGKILL  # the server has gone, and with it the child
        return self._status

    def end(self) -> None:
        """End it, whatever it does."""
        if self.wait(0.001) is None:
            _kill(self._pid)
            self.wait(5.0)
        self._connection.close()


class WarmStart:
    """The server as its starter sees it. Usable from forks of the process that made it."""

    def __init__(self, command: list[str], environment: Callable[[Path], dict[str, str]]) -> None:
        """Start a server; it loads while the caller goes on. ``command`` is followed by the address."""
        self._owner = os.getpid()
        self._place = Path(tempfile.mkdtemp(prefix="evenhand-warm-"))
        self.address = str(self._place / "socket")
        # Bound here, so that whoever connects while the server still loads waits instead of failing.
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(self.address)
        listening.listen(64)
        with listening:
            self._process = subprocess.Popen(
                [*command, str(listening.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self._place,
                env=environment(self._place),
                pass_fds=[listening.fileno()],
                start_new_session=True,
            )

    def close(self) -> None:
        """End the server and what still runs in it; forks of the process that made it may not."""
        if os.getpid() != self._owner:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._place, ignore_errors=True)


def serve(listening_fd: int, work: Callable[[dict[str, Any]], None], prepare: Callable[[], None]) -> None:
    """Fork for every connection until stdin ends. ``work`` runs in the fork, ``prepare`` once before."""
    listening = socket.socket(fileno=listening_fd)
    listening.setblocking(False)
    prepare()
    gc.collect()
    gc.freeze()  # so that a collection in a fork does not copy every page
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    poll = select.poll()
    poll.register(listening, select.POLLIN)
    poll.register(woken, select.POLLIN)
    poll.register(0, select.POLLHUP)
    running: dict[int, socket.socket] = {}
    while True:
        for fd, event in poll.poll():
            if fd == listening.fileno():
                _accept(listening, running, poll, work)
            elif fd == woken:
                os.read(woken, 4096)
                _reap(running, poll)
            elif fd == 0 and event:
                for pid in running:
                    _kill(pid)
                return
            else:
                # Its client went away: nobody waits for the answer.
                for pid in [p for p, c in running.items() if c.fileno() == fd]:
                    _kill(pid)
                    poll.unregister(fd)


def _accept(
    listening: socket.socket,
    running: dict[int, socket.socket],
    poll: select.poll,
    work: Callable[[dict[str, Any]], None],
) -> None:
    try:
        connection, _ = listening.accept()
    except OSError:
        return
    connection.setblocking(True)
    try:
        pid = os.fork()
    except OSError:
        connection.close()  # the client starts a child by itself
        return
    if pid == 0:
        _child(connection, work)
    running[pid] = connection
    poll.register(connection, getattr(select, "POLLRDHUP", 0))
    with contextlib.suppress(OSError):
        connection.sendall(f"{pid}\n".encode())


def _child(connection: socket.socket, work: Callable[[dict[str, Any]], None]) -> None:
    """Never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        devnull = os.open(os.devnull, os.O_RDONLY)
        os.dup2(devnull, 0)
        connection.settimeout(CONNECT_S)
        (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
        task = json.loads(_exactly(connection, length))
        connection.close()
        work(task)
        status = 0
    finally:
        os._exit(status)


def _reap(running: dict[int, socket.socket], poll: select.poll) -> None:
    while running:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        connection = running.pop(pid, None)
        if connection is None:
            continue
        with contextlib.suppress(KeyError):
            poll.unregister(connection)
        with contextlib.suppress(OSError):
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        connection.close()


def _kill(pid: int) -> None:
    for end in (os.killpg, os.kill):  # before its setsid the child has no group of its own
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def _line(connection: socket.socket) -> str:
    """Up to a line end. Raises TimeoutError, OSError, or ValueError when the other side ends."""
    text = b""
    deadline = time.monotonic() + (connection.gettimeout() or CONNECT_S)
    while not text.endswith(b"\n"):
        part = connection.recv(1)
        if not part or time.monotonic() > deadline + CONNECT_S:
            raise ValueError("the server ended the conversation")
        text += part
    return text.decode()


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(1 << 16, size - len(parts)))
        if not part:
            raise ValueError("the client ended the conversation")
        parts += part
    return bytes(parts)
