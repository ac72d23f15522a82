"""Identity of a finding: the same defect has the same fingerprint across pushes, rebases and moved lines.

As in mozilla/code-review: a hash of rule, path, normalised code, kind of defect and occurrence. No line number and
no commit goes in; the path is the one at base, so that a later rename keeps the identity.
"""

from __future__ import annotations

import hashlib
import hmac
import re

_SPACE = re.compile(r"\s+")
_AROUND_MARKS = re.compile(r"\s*([()\[\]{},;:=+\-*/%<>!&|?])\s*")
_TRAILING_COMMA = re.compile(r",(?=[)\]}])")


def normalised(code: str) -> str:
    """Code without what formatting changes: indentation, line breaks, spaces around marks, trailing commas."""
    joined = _SPACE.sub(" ", code).strip()
    return _TRAILING_COMMA.sub("", _AROUND_MARKS.sub(r"\1", joined))


def fingerprint(rule: str, path: str, code: str, key: str, occurrence: int) -> str:
    """32 hex digits over the parts; ``code`` is expected normalised, ``occurrence`` counts equals from 0."""
    text = "\0".join((rule, path, code, key, str(occurrence)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def keyed_fingerprint(key: str, rule: str, path: str, secret: str, occurrence: int) -> str:
    """The same for a found credential, under the installation's ``key`` (hex): short passwords cannot be guessed from it
    by whoever reads a comment or the database, yet another password in its place is another finding."""
    text = "\0".join((rule, path, secret, str(occurrence)))
    return hmac.new(bytes.fromhex(key), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[
        :32
    ]
