"""How mail leaves the house."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage


def build_message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    return message
