"""Codes that we send to people."""
from __future__ import annotations

import random
import secrets
import string
import time
from datetime import timedelta

from django.utils import timezone

from accounts.models import OneTimeCode, PasswordReset, User

ALPHABET = string.ascii_letters + string.digits
_system = random.SystemRandom()
LIFETIME = timedelta(minutes=15)


def expires_at():
    return timezone.now() + LIFETIME


def start_reset(user: User) -> PasswordReset:
    PasswordReset.objects.filter(user=user).delete()
    return PasswordReset.objects.create(user=user, token=secrets.token_urlsafe(32), expires_at=expires_at())


def temporary_password() -> str:
    return "".join(_system.choice(ALPHABET) for _ in range(16))


def send_code(user: User, sms, attempts: int = 3) -> OneTimeCode:
    """Send a code; the gateway is busy at times, so we try again after a random pause."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    for attempt in range(attempts):
        if sms.send(user.phone, f"Your code is {code}"):
            break
        time.sleep(random.uniform(0, 2**attempt))
    return OneTimeCode.objects.create(user=user, value=code, expires_at=expires_at())


def token_refresh_delay(lifetime: float) -> float:
    """Refresh tokens a little earlier than they end, not all at once."""
    return lifetime * random.uniform(0.8, 0.95)
