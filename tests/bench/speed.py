"""Speed of the checks as ratios within one run: ``make bench``.

A typical change is ten files of about 300 lines with 500 added lines. The yardstick is tree-sitter parsing the same
texts: machines differ, ratios hardly. Two further rows show how the cost grows with the size of the change.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable

from checks.changes import ChangeSet, in_memory
from checks.engine import review
from checks.languages import language_of
from checks.rules import load_rules
from checks.syntax import parse

_PYTHON = '''

def {name}_{n}(session, cur, customer_id, status):
    """Load the {name} rows of one customer."""
    limit = {n} + 10
    try:
        cur.execute("SELECT id, total FROM {name} WHERE customer_id = %s AND status = %s", (customer_id, status))
        rows = cur.fetchall()
    except TimeoutError as error:
        logger.warning("loading {name} of %s failed: %s", customer_id, error)
        raise
    totals = [row["total"] for row in rows if row["total"] > limit]
    response = session.get(f"https://rates.example/{{status}}", timeout=5)
    response.raise_for_status()
    return {{"rows": rows, "sum": sum(totals), "rate": response.json()["rate"]}}
'''
_TYPESCRIPT = """
export async function {name}{n}(pool: Pool, customerId: string, status: string): Promise<Row[]> {{
  const limit = {n} + 10;
  try {{
    const result = await pool.query('SELECT id, total FROM {name} WHERE customer_id = $1 AND status = $2', [customerId, status]);
    const rows = result.rows.filter((row) => row.total > limit);
    const rate = await fetch(`https://rates.example/${{status}}`, {{ signal: AbortSignal.timeout(5000) }});
    return rows.map((row) => ({{ ...row, rate: rate.status }}));
  }} catch (err) {{
    logger.error({{ err, customerId }}, 'loading {name} failed');
    throw new Error(`loading {name} of ${{customerId}} failed`, {{ cause: err }});
  }}
}}
"""


def change_of(files: int, functions: int, added: int) -> ChangeSet:
    """A change of ``files`` files with ``functions`` functions each, the last ``added`` of them new."""
    head, base = {}, {}
    for index in range(files):
        python = index % 2 == 0
        path = f"app/module_{index}.{'py' if python else 'ts'}"
        template = _PYTHON if python else _TYPESCRIPT
        start = (
            "import logging\n\nlogger = logging.getLogger(__name__)\n"
            if python
            else "import { logger, Pool } from './base';\n"
        )
        parts = [template.format(name=f"orders_{index}", n=n) for n in range(functions)]
        head[path] = start + "".join(parts)
        base[path] = start + "".join(parts[: functions - added])
    return in_memory(head, base)


def measured(work: Callable[[], object], rounds: int = 5) -> float:
    """Median wall time in milliseconds after one warm-up round."""
    work()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def parse_only(change: ChangeSet) -> None:
    """Tree-sitter over both versions of every file, nothing else."""
    import tree_sitter
    import tree_sitter_python
    import tree_sitter_typescript

    grammars = {
        "python": tree_sitter_python.language(),
        "typescript": tree_sitter_typescript.language_typescript(),
    }
    for file in change.files:
        parser = tree_sitter.Parser(tree_sitter.Language(grammars[language_of(file.path)]))
        for tree in (change.head_tree, change.base_tree):
            parser.parse(tree.read(file.path) or b"")


def lower_only(change: ChangeSet) -> None:
    """Both versions of every file into the code model."""
    for file in change.files:
        for tree in (change.head_tree, change.base_tree):
            parse(file.path, language_of(file.path), tree.read(file.path) or b"")


def main() -> int:
    """Print the table."""
    gc.set_threshold(50_000, 20, 20)  # as the command line and the sandbox do
    out = sys.stdout.write
    rules = len(load_rules())
    out(f"{rules} rules\n\n{'change':34} {'parse only':>11} {'model':>9} {'review':>9} {'ratio':>7}\n")
    for words, change in (
        ("10 files, 500 added lines", change_of(10, 20, 3)),
        ("100 files, 5,000 added lines", change_of(100, 20, 3)),
        ("300 files, 60,000 added lines", change_of(300, 13, 13)),
    ):
        rounds = 5 if "10 files" in words else 1
        yardstick = measured(lambda c=change: parse_only(c), rounds)  # type: ignore[misc]
        model = measured(lambda c=change: lower_only(c), rounds)  # type: ignore[misc]
        whole = measured(lambda c=change: review(c), rounds)  # type: ignore[misc]
        out(f"{words:34} {yardstick:8.1f} ms {model:6.1f} ms {whole:6.0f} ms {whole / yardstick:6.1f}x\n")
    out(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
