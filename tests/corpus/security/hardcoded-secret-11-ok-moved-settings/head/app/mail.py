from app.settings.mail import SMTP_PASSWORD, TIMEOUT_S
