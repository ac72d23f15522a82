"""Codes that we send to people."""
from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

LIFETIME = timedelta(minutes=15)


def expires_at():
    return timezone.now() + LIFETIME
