"""Mails the weekly report."""

import smtplib
from email.message import EmailMessage


class ReportMailer:
    def __init__(self, host: str) -> None:
        self.host = host

    def build(self, to: str, text: str) -> EmailMessage:
        mail = EmailMessage()
        mail["To"] = to
        mail["Subject"] = "Weekly report"
        mail.set_content(text)
        return mail

    def send(self, to: str, text: str) -> None:
        try:
            with smtplib.SMTP(self.host, timeout=10) as server:
                server.send_message(self.build(to, text))
        except Exception:
            pass
