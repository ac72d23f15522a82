"""A found credential appears in no output, whole; and what counts as one."""

from __future__ import annotations

import dataclasses
import json

import pytest

from checks.engine import scan
from checks.render import json as as_json
from checks.render import markdown, sarif
from checks.render import text as as_text
from checks.security.secret_formats import credentials, mask, masked_line
from checks.security.secret_names import secret_named
from checks.security.secret_values import placeholder, random_looking

TOKEN = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
PASSWORD = "Hunter2-Long-9x!"
SOURCE = f'DB_PASSWORD = "{PASSWORD}"\nTOKEN = "{TOKEN}"\n'


def test_no_output_holds_a_found_credential() -> None:
    report = scan({"settings.py": SOURCE})
    assert [f.rule for f in report.findings] == ["security/hardcoded-secret"] * 2
    outputs = [
        as_text.render(report, lambda path: SOURCE.split("\n")),
        as_json.render(report),
        sarif.render(report, "0"),
        markdown.render(report, lambda path: SOURCE.split("\n")),
        json.dumps([dataclasses.asdict(f) for f in report.findings], default=str),
    ]
    for text in outputs:
        assert PASSWORD not in text
        assert TOKEN not in text


def test_a_line_of_code_is_shown_with_its_secret_masked() -> None:
    assert masked_line(f"token = '{TOKEN}'") == "token = 'ghp_…'"
    assert masked_line("title = 'A perfectly ordinary heading'") == "title = 'A perfectly ordinary heading'"


def test_a_mask_shows_little_of_long_values_and_nothing_of_short_ones() -> None:
    assert mask("abc123!") == "… (7 characters)"
    assert mask(TOKEN).startswith("ghp_…")


@pytest.mark.parametrize(
    "name", ["password", "DB_PASSWORD", "apiKey", "client_secret", "jwtSecret", "AUTH_TOKEN", "secretKey"]
)
def test_names_that_hold_credentials(name: str) -> None:
    assert secret_named(name)


@pytest.mark.parametrize(
    "name",
    ["password_field", "token_url", "max_tokens", "secret_name", "passwordResetTtl", "keyboard", "author", "api_key_header",
     "compass", "next_token", "tokenizer", "password_policy", "publicKeyPath"],
)  # fmt: skip
def test_names_that_do_not(name: str) -> None:
    assert not secret_named(name)


@pytest.mark.parametrize(
    "value",
    [
        "changeme",
        "<token>",
        "xxxxxxxxxxxx",
        "${TOKEN}",
        "your-api-key",
        "AKIAIOSFODNN7EXAMPLE",
        "secret",
        "{{ key }}",
    ],
)
def test_placeholders_are_no_credentials(value: str) -> None:
    assert placeholder(value)


@pytest.mark.parametrize(
    "value",
    [
        "user_profile_settings",
        "application/json",
        "InvalidTokenException",
        "https://a.example/x1",
        "2024-01-01",
    ],
)
def test_words_do_not_look_random(value: str) -> None:
    assert not random_looking(value)


@pytest.mark.parametrize("value", ["f3a91c07be5d4482a6e90d17c25b8e64", "kV8~Q2rTuY5wX1zA4bC7dE0fG3hJ6kL9mN"])
def test_keys_look_random(value: str) -> None:
    assert random_looking(value)


@pytest.mark.parametrize(
    "text",
    [
        "postgres://postgres:postgres@localhost/app",
        "postgresql://app:app@db:5432/app",
        "redis://:password@redis:6379/0",
        "https://user:pass@example.com/",
        "postgres://$USER:$PASS@db.prod.example.net/app",
        "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc",
    ],
)
def test_connection_strings_of_a_developers_machine_are_no_credentials(text: str) -> None:
    assert list(credentials(text)) == []
