import socket

from django.db import connection


def greeting(sock: socket.socket) -> None:
    sock.sendall(b"HELLO\n")
