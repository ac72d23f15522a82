import os

SECRET_KEY = os.environ.get("SECRET_KEY", "q8v!z3k@w1x5r7t9y2u4i6o0p-a#s$d^f&g")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "Kx7#vRq2!mZp",
        "HOST": os.environ.get("DB_HOST", "localhost"),
    }
}
EMAIL_HOST = "smtp.shop-prod.net"
EMAIL_HOST_PASSWORD = os.environ["EMAIL_HOST_PASSWORD"]
PASSWORD_RESET_TIMEOUT = 3600
