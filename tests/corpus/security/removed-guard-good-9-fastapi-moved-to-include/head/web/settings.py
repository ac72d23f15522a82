"""Settings of the web front."""

import os

SECRET_KEY = os.environ["SECRET_KEY"]
SECURITY_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
MIDDLEWARE = [
    *SECURITY_MIDDLEWARE,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.middleware.RequestId",
]
SECURE_HSTS_SECONDS = 31536000
