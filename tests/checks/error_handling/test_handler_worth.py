"""What handlers are worth: the functions they call, translations of look-ups, cancellations, suggestions."""

import pytest

from checks.changes import in_memory
from checks.engine import review


def lines(slug: str, path: str, code: str, others: dict[str, str] | None = None) -> list[int]:
    report = review(in_memory({path: code, **(others or {})}))
    assert report.errors == ()
    return [f.line for f in report.findings if f.rule == f"error-handling/{slug}" and f.path == path]


CALLS = """\
from app.report import forget, note


def first(work):
    try:
        work.go()
    except Exception as error:
        {call}
"""
REPORT = """\
import logging

log = logging.getLogger(__name__)


def note(error):
    log.error("work failed", exc_info=error)


def forget(error):
    pass
"""


@pytest.mark.parametrize(("call", "found"), [("note(error)", []), ("forget(error)", [7])])
def test_a_function_of_another_file_is_read_for_what_it_does_with_the_error(call, found):
    assert (
        lines("swallowed-error", "app/first.py", CALLS.format(call=call), {"app/report.py": REPORT}) == found
    )


TRANSLATIONS = [
    ("return prices[sku]", "KeyError", 'raise Unknown(f"no price for {sku}")'),
    ("return prices[sku]", "KeyError as e", 'raise Unknown(f"no price: {e}")'),
    ("return int(sku)", "ValueError", 'raise Unknown("a number is wanted")'),
    ("return next(p for p in prices if p == sku)", "StopIteration", "raise Unknown(sku)"),
    ("import fastprices", "ImportError", 'raise Unknown("install fastprices")'),
    ("return prices.index(sku)", "ValueError", "raise Unknown(sku)"),
]


@pytest.mark.parametrize(("body", "taken", "raised"), TRANSLATIONS)
def test_a_look_up_or_conversion_may_be_told_in_other_words(body, taken, raised):
    code = f"def price(prices, sku):\n    try:\n        {body}\n    except {taken}:\n        {raised}\n"
    assert lines("lost-cause", "app/prices.py", code) == []


LOSSES = [
    ("return client.get(sku).json()", "ConnectionError", 'raise Unknown(f"no price for {sku}")'),
    ("return json.loads(sku)", "ValueError", 'raise Unknown("bad document")'),
    ("return prices[sku]", "KeyError", 'raise Unknown("no price")'),
    ("return prices[sku]", "Exception as e", 'raise Unknown(f"no price: {e}")'),
    ("return open(sku).read()", "OSError as e", "raise Unknown(str(e))"),
]


@pytest.mark.parametrize(("body", "taken", "raised"), LOSSES)
def test_an_error_that_tells_more_must_be_chained(body, taken, raised):
    code = f"import json\n\n\ndef price(client, prices, sku):\n    try:\n        {body}\n    except {taken}:\n        {raised}\n"
    assert lines("lost-cause", "app/prices.py", code) == [8]


CANCELLED = """\
import asyncio


async def pump(queue, sink):
    while True:
        try:
            await sink(await queue.get())
        except asyncio.CancelledError:
            {deed}
"""


@pytest.mark.parametrize(
    ("deed", "found"), [("print('stopping')", [8]), ("raise", []), ("break", []), ("return", [])]
)
def test_a_cancellation_ends_the_coroutine(deed, found):
    assert lines("overbroad-catch", "app/pump.py", CANCELLED.format(deed=deed)) == found


def test_an_unread_copy_of_the_message_is_nothing():
    code = "def save(path, text):\n    try:\n        path.write_text(text)\n    except OSError as e:\n        message = str(e)\n"
    assert lines("swallowed-error", "app/save.py", code) == [4]


@pytest.mark.parametrize(
    ("path", "code", "wanted"),
    [
        ("src/a.js", "function f() {\n  try {\n    g();\n  } catch (err) {\n    throw new Error('g failed');\n  }\n}\n",
         "    throw new Error('g failed', { cause: err });"),
        ("A.java", 'class A {\n  void f() {\n    try {\n      g();\n    } catch (IOException e) {\n      throw new IllegalStateException("g failed");\n    }\n  }\n}\n',
         '      throw new IllegalStateException("g failed", e);'),
    ],
)  # fmt: skip
def test_the_cause_is_suggested_where_the_type_takes_one(path, code, wanted):
    report = review(in_memory({path: code}))
    found = [f for f in report.findings if f.rule == "error-handling/lost-cause"]
    assert [f.suggestion.replacement for f in found if f.suggestion is not None] == [wanted]
