"""Hashing of customer passwords, kept apart from the staff log-in."""

import base64
import hashlib
import secrets

ALGORITHM = "pbkdf2_sha256"
SALT_BYTES = 16


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)
