"""Settings of the mail service."""

SMTP_PASSWORD = "Fz4!mKq8wTx2"
TIMEOUT_S = 10
