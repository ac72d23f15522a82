"""The App that the stand-in plays host to: its number, key and secrets, kept in the data directory."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """What a service needs to be this App."""

    app_id: int
    slug: str
    private_key: str = field(repr=False)
    """PEM."""
    webhook_secret: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)

    def public_key(self) -> str:
        """PEM of the public half."""
        key = load_pem_private_key(self.private_key.encode(), password=None)
        return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def load_or_make(path: Path) -> AppCredentials:
    """The App of this data directory; made at the first start."""
    if path.exists():
        return AppCredentials(**json.loads(path.read_text(encoding="utf-8")))
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    made = AppCredentials(
        app_id=1_204_873,
        slug="evenhand",
        private_key=pem,
        webhook_secret=secrets.token_hex(20),
        client_id=f"Iv23li{secrets.token_hex(7)}",
        client_secret=secrets.token_hex(20),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return made
