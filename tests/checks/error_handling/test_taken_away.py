"""A change that takes the close, the rollback, the pause or the limit away stands on no line of the finding."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

CALL = """\
import requests


def load(url):
    response = requests.get(
        url,
        timeout=10,
    )
    response.raise_for_status()
    return response
"""
MOVE = """\
export async function move(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE a SET b = 1');
    await client.query('COMMIT');
  } catch (e) {
    await client.query('ROLLBACK');
    throw e;
  } finally {
    client.release();
  }
}
"""
RETRY = """\
import time


def again(call):
    for attempt in range(5):
        try:
            return call()
        except ConnectionError:
            time.sleep(2 ** attempt)
    raise Failed()
"""
OLD = """\
def load(path, strict):
    handle = open(path)
    data = handle.read()
    handle.close()
    return data
"""

TAKEN = {
    "timeout": ("missing-timeout", "a.py", CALL, "        timeout=10,\n", ""),
    "rollback": ("missing-rollback", "a.ts", MOVE, "    await client.query('ROLLBACK');\n", ""),
    "release": ("unclosed-resource", "a.ts", MOVE, " finally {\n    client.release();\n  }", ""),
    "return before the commit": ("missing-rollback", "a.ts", MOVE, "    await client.query('COMMIT');\n", "    if (late) {\n      return null;\n    }\n    await client.query('COMMIT');\n"),
    "pause": ("retry-without-limit", "a.py", RETRY, "            time.sleep(2 ** attempt)\n", "            pass\n"),
}  # fmt: skip


@pytest.mark.parametrize(("slug", "path", "base", "old", "new"), list(TAKEN.values()), ids=list(TAKEN))
def test_what_a_change_takes_away_is_its_own(slug: str, path: str, base: str, old: str, new: str) -> None:
    assert old in base
    report = review(in_memory({path: base.replace(old, new)}, {path: base}))
    assert [f.rule.partition("/")[2] for f in report.findings if f.rule.endswith(slug)] == [slug]


def test_a_leak_that_was_there_stays_silent_when_its_function_is_touched() -> None:
    head = OLD.replace("    return data\n", "    return data.strip() if strict else data\n")
    report = review(in_memory({"a.py": head}, {"a.py": OLD}), only={"performance/unclosed-resource"})
    assert report.findings == ()
