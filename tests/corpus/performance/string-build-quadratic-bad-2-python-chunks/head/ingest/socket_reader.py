import socket

from django.db import connection


def greeting(sock: socket.socket) -> None:
    sock.sendall(b"HELLO\n")


def read_message(sock: socket.socket) -> bytes:
    """Everything the other side sends until it closes."""
    data = b""
    while True:
        chunk = sock.recv(4096)
        if not chunk:
            break
        data += chunk
    return data


def dump_lines(path: str) -> str:
    """The lines of an export without the comments."""
    kept = ""
    with open(path, encoding="utf-8") as source:
        for line in source:
            if line.startswith("#"):
                continue
            kept = kept + line.rstrip() + ";"
    return kept
