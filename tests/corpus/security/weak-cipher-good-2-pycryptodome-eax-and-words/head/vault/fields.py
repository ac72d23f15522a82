"""Encrypted model fields."""

from __future__ import annotations

import base64

from django.conf import settings
from django.db import models
from Crypto.Cipher import AES, ChaCha20_Poly1305
from Crypto.Random import get_random_bytes

# What customers may still ask for in the form; the first two are refused with an explanation.
OFFERED = {"DES": False, "RC4": False, "AES-GCM": True, "ChaCha20-Poly1305": True}


class UpperCharField(models.CharField):
    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else value.upper()


def seal(text: str) -> str:
    """Encrypt and authenticate; nonce, tag and text are stored together."""
    nonce = get_random_bytes(16)
    cipher = AES.new(settings.FIELD_KEY, AES.MODE_EAX, nonce=nonce)
    body, tag = cipher.encrypt_and_digest(text.encode())
    return base64.b64encode(nonce + tag + body).decode()


def unseal(sealed: str) -> str:
    raw = base64.b64decode(sealed)
    cipher = AES.new(settings.FIELD_KEY, AES.MODE_EAX, nonce=raw[:16])
    return cipher.decrypt_and_verify(raw[32:], raw[16:32]).decode()


def seal_stream(chunk: bytes) -> bytes:
    cipher = ChaCha20_Poly1305.new(key=settings.STREAM_KEY)
    body, tag = cipher.encrypt_and_digest(chunk)
    return cipher.nonce + tag + body


class EncryptedTextField(models.TextField):
    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else seal(value)

    def from_db_value(self, value, expression, connection):
        return value if value is None else unseal(value)


def supported(name: str) -> bool:
    return OFFERED.get(name, False)
