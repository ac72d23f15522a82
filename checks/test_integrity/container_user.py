"""The user under which an image runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import Status
from checks.rules import Defect, Site
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView

_FILE = re.compile(r"(?:^|/)(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.dockerfile$", re.I)
_ROOT = re.compile(r"^(?:root|0)(?::|$)")
_SAFE_BASE = re.compile(r"nonroot|unprivileged|rootless|chainguard|cgr\.dev", re.I)


def _user(text: str) -> tuple[str, int, str]:
    """The last user of the last stage, its line, and the image that the stage starts from."""
    user, line_of, image = "", 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words:
            continue
        if words[0].upper() == "FROM":
            user, line_of, image = "", 0, " ".join(words[1:])
        elif words[0].upper() == "USER" and len(words) > 1:
            user, line_of = words[1], number
    return user, line_of, image


def users_given_up(view: ChangeView) -> Iterator[Site]:
    """A finding an image that ran as an ordinary user and now runs as root."""
    for file in view.files:
        if not _FILE.search(file.path) or file.change.status is Status.ADDED:
            continue
        before = base_file(view, file.change)
        if before is None:
            continue
        was, base_line, _ = _user(before.text)
        now, line, image = _user(file.text)
        if not was or _ROOT.match(was) or "$" in now:
            continue
        if now and not _ROOT.match(now):
            continue
        if not now and (
            _SAFE_BASE.search(image) or re.search(r"\b(?:gosu|su-exec|setpriv|runuser)\b", file.text)
        ):
            continue
        place = line or remaining_place(file.change, base_line, file.text).line
        words = "runs as root now" if now else "no longer names a user, so it runs as root"
        defect = Defect(f"The image {words}; it ran as `{was[:40]}`.", key="user", identity="user")
        yield Site(file.path, place, place, file.language, defect, always_touched=True)
