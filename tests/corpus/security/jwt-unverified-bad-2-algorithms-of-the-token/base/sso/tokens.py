"""Tokens of the identity provider."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)


class TokenError(ValueError):
    """The token is not acceptable."""


def audience() -> str:
    return settings.SSO_AUDIENCE
