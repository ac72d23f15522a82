"""Encrypted model fields."""

from __future__ import annotations

import base64

from django.conf import settings
from django.db import models
from Crypto.Cipher import AES, DES3
from Crypto.Util.Padding import pad, unpad

IV = b"0123456789abcdef"


class UpperCharField(models.CharField):
    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else value.upper()


def _seal(text: str) -> str:
    cipher = AES.new(settings.FIELD_KEY, AES.MODE_CBC, iv=IV)
    return base64.b64encode(cipher.encrypt(pad(text.encode(), AES.block_size))).decode()


def _open(sealed: str) -> str:
    cipher = AES.new(settings.FIELD_KEY, AES.MODE_CBC, iv=IV)
    return unpad(cipher.decrypt(base64.b64decode(sealed)), AES.block_size).decode()


class EncryptedTextField(models.TextField):
    """Text that is stored encrypted."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None else _seal(value)

    def from_db_value(self, value, expression, connection):
        return value if value is None else _open(value)


def card_reference(number: str) -> str:
    """Reference of a card for the terminal, which expects eight-byte blocks."""
    cipher = DES3.new(settings.TERMINAL_KEY, DES3.MODE_CFB)
    return (cipher.iv + cipher.encrypt(number.encode())).hex()
