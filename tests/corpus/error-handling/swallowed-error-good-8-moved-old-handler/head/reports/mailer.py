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

    def send(self, to: str, text: str, dry_run: bool = False) -> None:
        if not dry_run:
            try:
                with smtplib.SMTP(self.host, timeout=10) as server:
                    server.send_message(self.build(to, text))
            except Exception:
                pass

    def send_all(self, recipients: list[str], text: str) -> int:
        """Sends to every recipient; returns how many were addressed."""
        for to in recipients:
            self.send(to, text)
        return len(recipients)
