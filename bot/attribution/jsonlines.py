"""One line of JSON signals in, one line of JSON attribution out: what ``evenhand attribute`` does."""

from __future__ import annotations

import json
from typing import Any

from bot.attribution.signals import SignalError, Signals
from bot.attribution.verdict import attribute
from bot.authorship import Attribution

LINE_LIMIT_BYTES = 4 * 1024 * 1024


def answer(line: bytes) -> tuple[str, bool]:
    """The answer to one line, and whether the line could be read."""
    if len(line) > LINE_LIMIT_BYTES:
        return _error(f"the line is over {LINE_LIMIT_BYTES // 1024 // 1024} MiB"), False
    try:
        data = json.loads(line.decode("utf-8"))
        return json.dumps(document(attribute(Signals.from_json(data))), ensure_ascii=True), True
    except SignalError as error:
        return _error(str(error)), False
    except UnicodeDecodeError:
        return _error("the line is not UTF-8"), False
    except RecursionError:
        return _error("the JSON is nested too deeply"), False
    except json.JSONDecodeError as error:
        return _error(f"the line is not JSON: {error.msg} at character {error.pos + 1}"), False
    except ValueError as error:
        return _error(f"the line cannot be read: {error}"), False


def document(result: Attribution) -> dict[str, Any]:
    """An attribution as JSON-able data."""
    return {
        "agent": result.agent,
        "state": result.state.value,
        "role": result.role or None,
        "confidence": result.confidence,
        "evidence": [
            {"agent": s.agent, "class": s.strength, "rule": s.rule, "role": s.role, "text": s.text}
            for s in result.evidence
        ],
    }


def _error(message: str) -> str:
    return json.dumps({"error": message})
