"""Where clients state whether certificates are checked: dicts that are spread, environment, configuration objects."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/tls-verification-off"
REQUESTS = "import requests\n\n\ndef read(url, store):\n    options = {%s}\n    return %s\n"
GO = 'package a\n\nimport "crypto/tls"\n\nfunc config() *tls.Config {\n\treturn &tls.Config{InsecureSkipVerify: true%s}\n}\n'


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.py", REQUESTS % ('"verify": False', "requests.get(url, **options)"), [5]),
        ("a.py", REQUESTS % ('"verify": True', "requests.get(url, **options)"), []),
        ("a.py", REQUESTS % ('"verify": False', "store.save(**options)"), []),
        ("a.py", "import redis\n\nclient = redis.Redis(ssl=True, ssl_cert_reqs=None)\n", [3]),
        ("a.py", "import redis\n\nclient = redis.Redis(ssl=True, ssl_cert_reqs='required')\n", []),
        ("a.py", "import os\n\nos.environ['PYTHONHTTPSVERIFY'] = '0'\n", [3]),
        ("a.py", "import functools, requests\n\nget = functools.partial(requests.get, verify=False)\n", [3]),
        ("a.go", GO % "", [6]),
        ("a.go", GO % ", VerifyPeerCertificate: verifyChain", []),
        ("a.go", GO % ", VerifyConnection: nil", [6]),
    ],
)
def test_settings_that_switch_the_check_off_are_found(path: str, text: str, found: list[int]) -> None:
    assert [f.line for f in review(in_memory({path: text})).findings if f.rule == RULE] == found
