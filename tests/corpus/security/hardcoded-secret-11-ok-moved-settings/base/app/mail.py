from app.config import SMTP_PASSWORD
