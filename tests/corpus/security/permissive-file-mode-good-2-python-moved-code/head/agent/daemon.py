"""A small daemon that answers on a socket."""
import os
import socket

SOCKET = "/run/agent/agent.sock"
BACKLOG = 8


class Server:
    """Owns the socket."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def listen(self) -> socket.socket:
        self._socket.bind(SOCKET)
        os.chmod(SOCKET, 0o777)
        self._socket.listen(BACKLOG)
        return self._socket


def detach() -> None:
    os.setsid()
    os.umask(0o077)


def open_journal(path: str) -> int:
    return os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o640)
