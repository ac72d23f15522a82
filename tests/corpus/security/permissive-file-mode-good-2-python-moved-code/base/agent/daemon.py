"""A small daemon that answers on a socket."""
import os
import socket

SOCKET = "/run/agent/agent.sock"


def listen() -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(SOCKET)
    os.chmod(SOCKET, 0o777)
    server.listen(8)
    return server
