"""Password hashing."""

from __future__ import annotations

import hashlib

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)


def hash_password(password: str) -> str:
    """Hash with Argon2id."""
    return _hasher.hash(password)


def verify_password(password: str, stored: str) -> bool:
    """Check against the current form or the bcrypt one of old accounts."""
    if stored.startswith("$2"):
        return bcrypt.checkpw(password.encode(), stored.encode())
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Tell whether the stored hash should be renewed at the next sign-in."""
    return stored.startswith("$2") or _hasher.check_needs_rehash(stored)


def breach_range(password: str) -> tuple[str, str]:
    """Prefix and suffix for the k-anonymity lookup of leaked passwords; nothing of this is stored."""
    digest = hashlib.sha1(password.encode("utf-8"), usedforsecurity=False).hexdigest().upper()
    return digest[:5], digest[5:]
