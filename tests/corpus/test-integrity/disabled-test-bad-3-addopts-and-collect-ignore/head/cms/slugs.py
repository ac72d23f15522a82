import re
import unicodedata

_UNSAFE = re.compile(r"[^a-z0-9]+")


def slugify(text: str, limit: int = 60) -> str:
    """A name for a URL."""
    plain = unicodedata.normalize("NFC", text)
    words = [word for word in _UNSAFE.split(plain.lower()) if word]
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > limit:
            break
        kept.append(word)
    return "-".join(kept)
