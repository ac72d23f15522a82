"""The key under which an installation's found credentials enter their fingerprints.

A fingerprint stands in the ledger and in the hidden marker of a comment that anybody may read. Hashed without a key a
short password could be guessed from it. The key is derived, not stored: whoever copies the database alone cannot try
guesses. A new private key of the App gives credentials new fingerprints: they are told once more.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.settings import Settings


def fingerprint_key(settings: Settings, installation_id: int) -> str:
    """64 hex digits, another for each installation; empty where the App has no private key yet."""
    if not settings.private_key:
        return ""
    purpose = b"evenhand credential fingerprints %d" % installation_id
    hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose)
    return hkdf.derive(settings.private_key.strip().encode()).hex()
