"""One set-up for logging: a JSON object a line on standard error, a fixed list of fields, secrets scrubbed.

Modules log with ``logging.getLogger(__name__)`` and pass facts as ``extra={"delivery_id": ...}``; a field outside
``FIELDS`` is dropped, so that no header, payload or token can slip into a log by accident.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

FIELDS = (
    "delivery_id",
    "run_id",
    "event",
    "action",
    "outcome",
    "reason",
    "installation_id",
    "repo",
    "repo_id",
    "number",
    "head_sha",
    "unit",
    "ticket",
    "attempt",
    "wait_s",
    "duration_s",
    "status",
    "process",
    "pid",
    "exit_code",
    "signal",
    "address",
    "count",
    "week",
    "org",
)
"""What a log line may carry besides its time, level, logger and message."""

_bound: ContextVar[dict[str, object] | None] = ContextVar("evenhand_log_fields", default=None)

_TOKEN = re.compile(
    r"gh[opsur]_[A-Za-z0-9_.\-]+"  # GitHub's tokens; stateless ones are long and hold dots
    r"|github_pat_[A-Za-z0-9_]+"
    r"|eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*"  # a JSON web token
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|(?<=://)[^/@\s:]*:[^/@\s]+(?=@)"  # user:password in an address
    r"|(?i:(?<=authorization: )|(?<=bearer ))[^\s\"']+",
    re.DOTALL,
)
_HIDDEN = "[hidden]"
_MIN_SECRET = 6
"""Shorter values are not replaced: they would eat ordinary words."""


def scrub(text: str, secrets: Sequence[str] = ()) -> str:
    """The text without tokens, keys, passwords in addresses, and the given secrets."""
    for secret in secrets:
        if len(secret) >= _MIN_SECRET:
            text = text.replace(secret, _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


@contextmanager
def bound(**fields: object) -> Iterator[None]:
    """Add these fields to every line logged inside."""
    token = _bound.set({**(_bound.get() or {}), **fields})
    try:
        yield
    finally:
        _bound.reset(token)


class JsonFormatter(logging.Formatter):
    """One JSON object a line; line breaks in messages and tracebacks are escaped by JSON itself."""

    def __init__(self, process: str, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._process = process
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with fields in a fixed order."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._clean(record.getMessage()),
            "process": self._process,
        }
        known = {**(_bound.get() or {}), **record.__dict__}
        for name in FIELDS:
            value = known.get(name)
            # A LogRecord has a `process` of its own (a number): ours is a name.
            if value is None or (name == "process" and not isinstance(value, str)):
                continue
            line[name] = value if isinstance(value, int | float) else self._clean(str(value))
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = self._clean(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)

    def _clean(self, text: str) -> str:
        # Lone surrogates cannot be written as UTF-8.
        return scrub(text, self._secrets).encode("utf-8", "replace").decode("utf-8")


class TextFormatter(JsonFormatter):
    """The same facts for a person at a terminal: time, process, message, then the fields."""

    _COLOURS = ("36", "32", "35", "33", "34")

    def format(self, record: logging.LogRecord) -> str:
        """``12:00:01 worker  message  key=value ...``"""
        line = json.loads(super().format(record))
        process = str(line["process"])
        colour = self._COLOURS[sum(process.encode()) % len(self._COLOURS)]
        clock = time.strftime("%H:%M:%S", time.localtime(record.created))
        facts = " ".join(f"{name}={line[name]}" for name in FIELDS if name in line and name != "process")
        level = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        error = f"\n{line['error']}" if "error" in line else ""
        message = f"{clock} \x1b[{colour}m{process:<9}\x1b[0m {level}{line['message']}"
        return message + (f"  \x1b[2m{facts}\x1b[0m" if facts else "") + error


def set_up(
    process: str,
    secrets: Sequence[str] = (),
    *,
    text: bool | None = None,
    level: int = logging.INFO,
    stream: TextIO | None = None,
) -> None:
    """Send every logger's lines through one handler. ``text``: words for a person instead of JSON; by
    default when the stream is a terminal.
    """
    sink = stream or sys.stderr
    text = sink.isatty() if text is None else text
    handler = logging.StreamHandler(sink)
    handler.setFormatter((TextFormatter if text else JsonFormatter)(process, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("rq", "rq.worker", "gunicorn", "gunicorn.error", "werkzeug"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
    # Alembic tells of each plug-in at every start.
    logging.getLogger("alembic").setLevel(max(level, logging.WARNING))
    # RQ tells of each job by its call, which adds nothing to our own lines.
    logging.getLogger("rq.worker").setLevel(max(level, logging.WARNING))
