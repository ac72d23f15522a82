"""Values of JavaScript's literals: escapes in strings, numbers."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))",
)
_SINGLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
    "\r": "",
    "\u2028": "",
    "\u2029": "",
}


def unescape(text: str) -> str:
    """Text between the quotes as the program sees it."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_one, text)
    if any("\ud800" <= char <= "\udfff" for char in plain):
        # Escapes may spell surrogate pairs; a lone half has no place in UTF-8.
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _one(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _SINGLE.get(match[4], match[4])


def number(text: str) -> int | float | None:
    """Value of a numeric literal; None when it is malformed or absurdly long."""
    digits = text.replace("_", "").lower()
    if len(digits) > 400:
        return None
    try:
        if digits[:2] in ("0x", "0o", "0b"):
            return int(digits.removesuffix("n"), 0)
        if len(digits) > 1 and digits[0] == "0" and digits.isdecimal():
            return int(digits, 8) if not set(digits) & set("89") else int(digits)
        if digits.removesuffix("n").isdecimal():
            return int(digits.removesuffix("n"))
        return float(digits)
    except ValueError:
        return None
