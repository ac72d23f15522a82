"""Texts of Rust types, without what says nothing about what they hold."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"&\s*(?:'\w+\s+)?(?:mut\s+)?")
_WORDS = re.compile(r"\b(?:dyn|impl|mut)\s+")
_LIFETIME = re.compile(r"<\s*'\w+\s*>|'\w+\s*,\s*|\s*\+\s*'\w+")
_POINTER = re.compile(r"^(?:\w+\.)*(?:Arc|Rc|Box|Cow)<(.*)>$", re.DOTALL)
_BOUNDS = re.compile(r"\s*\+\s*(?:Send|Sync|Unpin|Clone)\b")


def annotation_of(text: str) -> str:
    """``&'a mut sqlx::PgPool`` is ``sqlx.PgPool``, ``Arc<dyn Store + Send>`` is ``Store``."""
    made = _REFERENCE.sub("", text[:400])
    made = _BOUNDS.sub("", _LIFETIME.sub("", _WORDS.sub("", made)))
    made = " ".join(made.replace("::", ".").split())
    while (inner := _POINTER.match(made)) is not None:
        made = inner[1].strip()
    return made
