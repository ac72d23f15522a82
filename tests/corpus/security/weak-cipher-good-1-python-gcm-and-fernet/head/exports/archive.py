"""Writes the nightly export for partners."""

from __future__ import annotations

import csv
import io
import os
import secrets
from collections.abc import Iterable, Mapping

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FIELDS = ("id", "name", "total")
NONCE_BYTES = 12


def as_csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def encrypt(plain: bytes, key: bytes, label: bytes) -> bytes:
    """Nonce, then ciphertext with tag; ``label`` is authenticated too."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, label)


def decrypt(sealed: bytes, key: bytes, label: bytes) -> bytes:
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    return AESGCM(key).decrypt(nonce, body, label)


def tokens() -> MultiFernet:
    """Newest key first, so that old texts can still be read."""
    return MultiFernet([Fernet(key) for key in os.environ["FERNET_KEYS"].split(",")])


def new_partner_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def wrap(key: bytes, public_key: rsa.RSAPublicKey) -> bytes:
    """Wrap a data key for a partner."""
    oaep = rsa_padding.OAEP(rsa_padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    return public_key.encrypt(key, oaep)


def sign(message: bytes, private_key: rsa.RSAPrivateKey) -> bytes:
    """The partner's verifier knows PKCS#1 v1.5 signatures only; these are not broken."""
    return private_key.sign(message, rsa_padding.PKCS1v15(), hashes.SHA256())


def pad_record(record: bytes) -> bytes:
    padder = padding.PKCS7(128).padder()
    return padder.update(record) + padder.finalize()


def public_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
