"""A small daemon that answers on a socket."""
import logging
import os
import socket

log = logging.getLogger(__name__)
SOCKET = "/run/agent/agent.sock"


def listen() -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(SOCKET)
    server.listen(8)
    log.info("listening")
    return server
