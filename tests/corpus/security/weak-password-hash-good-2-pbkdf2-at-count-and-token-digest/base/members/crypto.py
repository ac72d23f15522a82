"""Hashing for members and their API keys."""

import hashlib
import hmac
import secrets



def new_id() -> str:
    return secrets.token_hex(8)
