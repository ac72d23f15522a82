"""Handlers that log only the message of an unexpected error and drop its stack."""

from __future__ import annotations

from collections.abc import Iterator

from checks.error_handling.deeds import is_log, is_loud, logs_trace
from checks.error_handling.handlers import ErrorHandler, handlers
from checks.error_handling.log_without_trace_examples import BAD, GOOD
from checks.languages import reported
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site, Suggestion
from checks.syntax import model as m
from checks.views import FileView

_UNEXPECTED = frozenset(
    {"RuntimeException", "IOException", "SQLException", "DataAccessException", "ExecutionException", "UncheckedIOException", "PersistenceException",
     "RestClientException", "JMSException", "HibernateException", "MessagingException", "GeneralSecurityException"}
)  # fmt: skip
"""Java's wide types of things that broke: beside Exception itself, what checked exceptions make people name."""


def check(view: FileView) -> Iterator[Site]:
    """Every log call of level error or above in a handler is a site."""
    if view.module is None or reported(view.language) not in RULE.languages:
        return
    for handler in handlers(view.flow):
        calls = [n for n in handler.body.walk_scope() if isinstance(n, m.Call) and is_log(view.flow, n)]
        loud = [c for c in calls if is_loud(c) and _own(handler, c)]
        traced = handler.deeds.logs_trace or any(logs_trace(view.flow, c, handler.name) for c in calls)
        for call in loud:
            found = None if traced or not _unexpected(view, handler, call) else _defect(view, handler, call)
            yield view.site(m.statement_of(call), found)


def _own(handler: ErrorHandler, call: m.Call) -> bool:
    inner = m.enclosing(call, m.Handler)
    return inner is None or inner is handler.node or inner.start < handler.node.start


def _unexpected(view: FileView, handler: ErrorHandler, call: m.Call) -> bool:
    """A broad handler that keeps the error to itself, and a call that shows the error's text only."""
    deeds = handler.deeds
    wide = handler.broad or (view.language == "java" and any(t in _UNEXPECTED for t in handler.types))
    if deeds.reraises or not wide or not handler.name:
        return False
    mentions = [
        n for a in call.args for n in a.value.walk() if isinstance(n, m.Name) and n.id == handler.name
    ]
    if not mentions:
        return False
    if view.language == "python":
        return True
    return all(_message_only(n) for n in mentions)


def _message_only(name: m.Name) -> bool:
    """``err.message``, ``${err}``, ``String(err)``, ``'x' + err``: text, without the stack."""
    parent = name.parent
    if isinstance(parent, m.Attr):
        return parent.name in (
            "message",
            "toString",
            "name",
            "code",
            "getMessage",
            "getLocalizedMessage",
            "getClass",
        )
    if isinstance(parent, (m.Template, m.Binary)):
        return True
    call = parent.parent if isinstance(parent, m.Arg) else None
    return isinstance(call, m.Call) and m.dotted(call.callee) in ("String", "String.valueOf", "String.format")


def _defect(view: FileView, handler: ErrorHandler, call: m.Call) -> Defect:
    written = m.dotted(call.callee)
    if view.language == "python":
        fix = "Use `logger.exception(...)`, or give `exc_info=True`."
    else:
        fix = f"Give the error itself as an argument: `{written}(message, {handler.name})`."
    return Defect(
        f"`{written}` keeps the message of `{handler.name}` and drops the stack of an unexpected error.",
        fix=fix,
        suggestion=_suggestion(view, call, written) if view.language == "python" else None,
    )


def _suggestion(view: FileView, call: m.Call, written: str) -> Suggestion | None:
    """``logger.error(...)`` on one line becomes ``logger.exception(...)``."""
    line = view.lines[call.line - 1]
    if call.line != call.end_line or not written.endswith(".error") or line.count(f"{written}(") != 1:
        return None
    return Suggestion(
        call.line, call.line, line.replace(f"{written}(", f"{written.removesuffix('error')}exception(")
    )


RULE = Rule(
    id="error-handling/log-without-trace",
    severity=Severity.NOTE,
    local=True,
    languages=("python", "javascript", "typescript", "java"),
    title="Unexpected error logged without its stack",
    what="A handler of every error that logs the message only: `logger.error(e)`, `console.error(err.message)`, `log.error(e.getMessage())`.",
    why="`'NoneType' object has no attribute 'id'` without a stack says that something broke, not where.",
    fix="Log the error with its trace: `logger.exception(...)`, `exc_info=True`, `logger.error({ err }, ...)`, `log.error(message, e)`.",
    site="every log call of level error or above in a handler",
    references=(
        "https://docs.python.org/3/library/logging.html#logging.Logger.exception",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Error/stack",
    ),
    bad=(
        Example(
            {
                "jobs/sync.py": """\
import logging

logger = logging.getLogger(__name__)


def sync(rows, target):
    for row in rows:
        try:
            target.push(row)
        except Exception as error:
            logger.error("row %s failed: %s", row.id, error)  # <-- here


def once(work):
    try:
        work()
    except Exception as e:
        logger.critical(f"work failed: {e}")  # <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/sync.ts": """\
import { logger } from './logger';

export async function sync(rows: Row[], target: Target) {
  for (const row of rows) {
    try {
      await target.push(row);
    } catch (err) {
      logger.error(`row ${row.id} failed: ${err.message}`);  // <-- here
    }
  }
}

export function later(work: () => Promise<void>) {
  return work().catch((err) => {
    console.error('work failed: ' + err);  // <-- here
  });
}
"""
            },
            sites=2,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "jobs/sync.py": """\
import logging

logger = logging.getLogger(__name__)


def sync(rows, target):
    for row in rows:
        try:
            target.push(row)
        except ConnectionError as error:
            logger.error("row %s failed: %s", row.id, error)
        except Exception:
            logger.exception("row %s failed", row.id)


def once(work):
    try:
        work()
    except Exception as e:
        logger.error("work failed: %s", e, exc_info=True)


def wrapped(work):
    try:
        work()
    except Exception as e:
        logger.error("work failed: %s", e)
        raise
"""
            },
            sites=4,
        ),
        Example(
            {
                "src/sync.ts": """\
import { logger } from './logger';

export async function sync(rows: Row[], target: Target) {
  for (const row of rows) {
    try {
      await target.push(row);
    } catch (err) {
      logger.error({ err, row: row.id }, `row failed: ${err.message}`);
    }
  }
}

export function later(work: () => Promise<void>) {
  return work().catch((err) => console.error('work failed', err));
}
"""
            },
            sites=2,
        ),
        *GOOD,
    ),
)
