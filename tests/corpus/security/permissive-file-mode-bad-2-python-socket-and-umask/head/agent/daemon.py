"""A small daemon that answers on a socket."""
import logging
import os
import socket

log = logging.getLogger(__name__)
SOCKET = "/run/agent/agent.sock"
SHARED = 0o777


def listen() -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(SOCKET)
    # Any program on this host may talk to us.
    os.chmod(SOCKET, SHARED)
    server.listen(8)
    log.info("listening")
    return server


def detach() -> None:
    """Become a daemon."""
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    os.umask(0)


def open_journal(path: str) -> int:
    return os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o666)
