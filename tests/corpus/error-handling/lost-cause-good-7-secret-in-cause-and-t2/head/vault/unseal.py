"""Opens the vault with the operator's key."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken


class VaultLocked(Exception):
    """The vault could not be opened."""


def unseal(key: str, sealed: bytes) -> bytes:
    try:
        return Fernet(key.encode()).decrypt(sealed)
    except ValueError:
        # The cause would carry the key into the log; it is dropped on purpose.
        raise VaultLocked("the operator's key is malformed") from None
    except InvalidToken as error:
        raise VaultLocked("the operator's key does not open the vault") from error
