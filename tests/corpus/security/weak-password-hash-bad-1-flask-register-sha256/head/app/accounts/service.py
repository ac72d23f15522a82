"""Account creation and sign-in."""

from __future__ import annotations

import hashlib
import hmac
import os

from app.models import User, db

MIN_LENGTH = 12


class AccountError(ValueError):
    """The account could not be created."""


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Return ``salt$digest`` for storage."""
    salt = salt or os.urandom(16)
    digest = hashlib.sha256(salt + password.encode("utf-8")).hexdigest()
    return f"{salt.hex()}${digest}"


def verify_password(stored: str, candidate: str) -> bool:
    salt_hex, _, _ = stored.partition("$")
    return hmac.compare_digest(stored, hash_password(candidate, bytes.fromhex(salt_hex)))


def register(email: str, password: str) -> User:
    """Create a user, or say why not."""
    if len(password) < MIN_LENGTH:
        raise AccountError(f"a password needs at least {MIN_LENGTH} characters")
    if User.query.filter_by(email=email.lower()).first() is not None:
        raise AccountError("this e-mail address is already registered")
    user = User(email=email.lower(), password_hash=hash_password(password))
    db.session.add(user)
    db.session.commit()
    return user
