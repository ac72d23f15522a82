"""Hashing for members and their API keys."""

import hashlib
import hmac
import secrets

# OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256.
PBKDF2_ROUNDS = 600_000
KEY_PREFIX = "mk_"


def new_id() -> str:
    return secrets.token_hex(8)


def derive(password: str, salt: bytes, rounds: int = PBKDF2_ROUNDS) -> bytes:
    """Stretch a password."""
    return hashlib.pbkdf2_hmac("sha256", password.encode("utf-8"), salt, rounds)


def same_password(password: str, salt: bytes, stored: bytes) -> bool:
    """Constant-time check of a candidate."""
    return hmac.compare_digest(derive(password, salt), stored)


def issue_api_key() -> tuple[str, str]:
    """A new key and the digest to store: 256 random bits need no stretching."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    return key, hashlib.sha256(key.encode()).hexdigest()


def reset_token_digest(token: str) -> str:
    """What the table of password resets stores in place of the random token."""
    return hashlib.sha256(token.encode()).hexdigest()
