"""Probes of the status page."""
import json
import smtplib
import socket
import ssl
from urllib.request import Request, urlopen


def check_port(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=3):
            return True
    except OSError:
        return False


def check_api(url: str, token: str) -> str:
    """The version that the API tells of itself."""
    request = Request(url, headers={"Authorization": f"Bearer {token}"})
    with urlopen(request) as response:
        return json.load(response)["version"]


def check_mail(host: str, user: str, password: str) -> None:
    """Log in to the mail server; smtplib's errors say what is wrong."""
    context = ssl.create_default_context()
    with smtplib.SMTP(host, 587) as server:
        server.starttls(context=context)
        server.login(user, password)
