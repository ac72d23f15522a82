"""Writes the nightly export for partners."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping

from cryptography.hazmat.backends import default_backend
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FIELDS = ("id", "name", "total")


def as_csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _key() -> bytes:
    key = bytes.fromhex(os.environ["EXPORT_KEY"])
    if len(key) != 32:
        raise ValueError("EXPORT_KEY must be 32 bytes in hexadecimal")
    return key


def encrypt(plain: bytes) -> bytes:
    """Encrypt an export with the partner's key."""
    padder = padding.PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    cipher = Cipher(algorithms.AES(_key()), modes.ECB(), backend=default_backend())
    encryptor = cipher.encryptor()
    return encryptor.update(padded) + encryptor.finalize()


def decrypt(sealed: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(_key()), modes.ECB(), backend=default_backend())
    decryptor = cipher.decryptor()
    padded = decryptor.update(sealed) + decryptor.finalize()
    unpadder = padding.PKCS7(128).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def export(rows: Iterable[Mapping[str, object]], path: str) -> int:
    """Write the encrypted file; return its size in bytes."""
    sealed = encrypt(as_csv(rows))
    with open(path, "wb") as target:
        target.write(sealed)
    return len(sealed)
