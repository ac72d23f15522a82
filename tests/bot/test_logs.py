"""Log lines are JSON with known fields only, and never hold a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("web", ["the-webhook-secret"], stream=stream)
    yield stream
    root.handlers[:], level = before
    root.setLevel(level)


def test_a_line_is_json_with_the_fields_that_are_known(lines):
    with logs.bound(delivery_id="d-1"):
        logging.getLogger("x").info("hello\nthere", extra={"run_id": 7, "headers": {"secret": 1}})
    line = json.loads(lines.getvalue())
    assert lines.getvalue().count("\n") == 1
    assert (line["message"], line["process"], line["level"]) == ("hello\nthere", "web", "info")
    assert (line["delivery_id"], line["run_id"]) == ("d-1", 7)
    assert "headers" not in line


@pytest.mark.parametrize(
    "secret",
    [
        "ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln",
        "ghp_0123456789abcdef",
        "github_pat_11AAA_bbb",
        "the-webhook-secret",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl",
        "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
        "user:pass-word@",
    ],
)
def test_secrets_are_scrubbed_wherever_they_stand(lines, secret):
    where = f"https://{secret}example.com" if secret.endswith("@") else f"token {secret} end"
    try:
        raise ValueError(where)
    except ValueError:
        logging.getLogger("x").exception("failed: %s", where, extra={"reason": where})
    assert secret.rstrip("@") not in json.loads(lines.getvalue())["message"]
    assert secret.rstrip("@").replace("\n", "\\n") not in lines.getvalue()
    assert "[hidden]" in lines.getvalue()


def test_a_person_at_a_terminal_gets_words(lines):
    stream = io.StringIO()
    logs.set_up("worker", text=True, stream=stream)
    logging.getLogger("x").warning("slow", extra={"wait_s": 3})
    assert "warning: slow" in stream.getvalue()
    assert "wait_s=3" in stream.getvalue()
