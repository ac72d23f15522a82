"""Hashing of customer passwords, kept apart from the staff log-in."""

import base64
import hashlib
import secrets

ALGORITHM = "pbkdf2_sha256"
SALT_BYTES = 16
ITERATIONS = 10_000


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def encode(password: str, salt: bytes | None = None) -> str:
    """Encode as ``algorithm$iterations$salt$digest``."""
    salt = salt or new_salt()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    return "$".join(
        [
            ALGORITHM,
            str(ITERATIONS),
            base64.b64encode(salt).decode(),
            base64.b64encode(digest).decode(),
        ]
    )


def check(password: str, encoded: str) -> bool:
    """Compare a candidate with what is stored, in constant time."""
    algorithm, _iterations, salt, _digest = encoded.split("$", 3)
    if algorithm != ALGORITHM:
        return False
    return secrets.compare_digest(encode(password, base64.b64decode(salt)), encoded)
