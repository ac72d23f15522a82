"""Codes that we send to people."""
from __future__ import annotations

import random
import string
from datetime import timedelta

from django.utils import timezone

from accounts.models import OneTimeCode, PasswordReset, User

ALPHABET = string.ascii_letters + string.digits
LIFETIME = timedelta(minutes=15)


def expires_at():
    return timezone.now() + LIFETIME


def _draw(length: int) -> str:
    return "".join(random.choice(ALPHABET) for _ in range(length))


def start_reset(user: User) -> PasswordReset:
    """A reset link for the person; older links stop working."""
    PasswordReset.objects.filter(user=user).delete()
    reset_token = _draw(32)
    return PasswordReset.objects.create(user=user, token=reset_token, expires_at=expires_at())


def send_code(user: User, sms) -> OneTimeCode:
    otp = random.randint(100000, 999999)
    code = OneTimeCode.objects.create(user=user, value=str(otp), expires_at=expires_at())
    sms.send(user.phone, f"Your code is {otp}")
    return code
