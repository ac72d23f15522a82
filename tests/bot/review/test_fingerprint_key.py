"""The key for fingerprints of credentials: of the installation, derived, never stored."""

from __future__ import annotations

from dataclasses import replace

from bot.review.fingerprint_key import fingerprint_key
from bot.settings import Settings

SETTINGS = replace(Settings.from_env({"EVENHAND_DATA_DIR": "unused"}), private_key="a key\n")


def test_each_installation_has_a_key_of_its_own() -> None:
    one = fingerprint_key(SETTINGS, 1)
    assert len(bytes.fromhex(one)) == 32
    assert one == fingerprint_key(SETTINGS, 1)
    assert one != fingerprint_key(SETTINGS, 2)


def test_another_private_key_makes_other_keys_and_none_makes_none() -> None:
    assert fingerprint_key(replace(SETTINGS, private_key="another"), 1) != fingerprint_key(SETTINGS, 1)
    assert fingerprint_key(replace(SETTINGS, private_key=None), 1) == ""
