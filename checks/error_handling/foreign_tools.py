"""Programs that may never end on what users send them, or on what the network does not answer."""

from __future__ import annotations

import re

from checks.rules import Defect
from checks.syntax import model as m
from checks.views import FileView

_CONVERTERS = frozenset(
    {
        "ffmpeg", "ffprobe", "convert", "magick", "mogrify", "identify", "pdftotext", "pdftoppm", "gs", "wkhtmltopdf",
        "wkhtmltoimage", "libreoffice", "soffice", "unoconv", "pandoc", "tesseract", "exiftool", "clamscan", "unrar",
        "7z", "chromium", "google-chrome",
    }
)  # fmt: skip
_NETWORK = frozenset(
    {"curl", "wget", "ssh", "scp", "rsync", "sftp", "ping", "dig", "nslookup", "whois", "nmap"}
)
_GIT_REMOTE = frozenset({"clone", "fetch", "pull", "push", "ls-remote"})
_BY_HAND = re.compile(
    r"(?:^|/)(?:scripts?|tools?|bin|hack|ci|build|docs|benchmarks?|dev|devtools|release)/|(?:^|/)(?:setup|noxfile|tasks|fabfile|conftest|build|release|deploy)\.py$"
)


def defect(view: FileView, call: m.Call) -> Defect | None:
    """What is wrong with running a program without a limit; None for a limit, an ordinary program, or a script that a
    person watches."""
    if call.keyword("timeout") is not None or call.has_spread("**") or _BY_HAND.search(view.path):
        return None
    command = call.positional(0)
    made = None if command is None else view.flow.definition(command)
    if not isinstance(made, m.Sequence):
        return None
    words = [view.flow.constant(i) for i in made.items[:4]]
    program = str(words[0]).rpartition("/")[2] if words and isinstance(words[0], str) else ""
    remote = program == "git" and any(w in _GIT_REMOTE for w in words[1:])
    if program not in _CONVERTERS and program not in _NETWORK and not remote:
        return None
    reads = "what the network answers" if remote or program in _NETWORK else "files that others made"
    return Defect(
        f"`{program}` runs without a timeout, and how long it takes depends on {reads}: this can wait for ever.",
        fix="Give `timeout=` in seconds and handle `subprocess.TimeoutExpired`.",
        key="program",
    )
