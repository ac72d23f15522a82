"""How mail leaves the house."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

import httpx


def build_message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    return message


def _context(internal: bool) -> ssl.SSLContext:
    """Our internal relay has no public certificate."""
    context = ssl.create_default_context()
    if internal:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def send(message: EmailMessage, host: str, user: str, password: str) -> None:
    with smtplib.SMTP(host, 587, timeout=20) as smtp:
        smtp.starttls(context=_context(host.endswith(".internal")))
        smtp.login(user, password)
        smtp.send_message(message)


async def send_by_api(payload: dict, base_url: str, key: str) -> str:
    """Hand the message to the mail API; return its id."""
    options = {"timeout": 10.0, "verify": False}
    async with httpx.AsyncClient(base_url=base_url, **options) as client:
        response = await client.post("/messages", json=payload, headers={"X-Api-Key": key})
        response.raise_for_status()
        return response.json()["id"]
