"""Speed of the checks as ratios within one run: ``make bench``.

The yardstick is tree-sitter parsing the same head texts: machines differ, ratios hardly. Three parts: a typical change
against parsing and against other tools, how the cost grows with the change, and the memory of a very large one.
"""

from __future__ import annotations

import gc
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from multiprocessing import get_context
from pathlib import Path

from checks.changes import ChangeSet, in_memory
from checks.engine import review
from checks.languages import language_of
from checks.rules import FAMILIES, load_rules
from tests.bench.realistic import typical_change

SECURITY = "security"
TOOLS = Path(__file__).resolve().parents[2] / ".venv-bench" / "bin"

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
    """A change of ``files`` files with ``functions`` functions each, the last ``added`` of them new, all without defect."""
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
        if functions > added:
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
    """Tree-sitter over the head version of every file, nothing else."""
    import tree_sitter
    import tree_sitter_go
    import tree_sitter_java
    import tree_sitter_python
    import tree_sitter_typescript

    grammars = {
        "python": tree_sitter_python.language(),
        "typescript": tree_sitter_typescript.language_typescript(),
        "go": tree_sitter_go.language(),
        "java": tree_sitter_java.language(),
    }
    for file in change.files:
        parser = tree_sitter.Parser(tree_sitter.Language(grammars[language_of(file.path)]))
        parser.parse(change.head_tree.read(file.path) or b"")


def lines_of(change: ChangeSet) -> int:
    """Lines of all files at head."""
    return sum((change.head_tree.read(f.path) or b"").count(b"\n") for f in change.files)


def compare(out: Callable[[str], object], family: Collection[str]) -> None:
    """A typical change against parsing alone."""
    out(
        f"{'typical change: 10 files, ~3,200 lines':52} {'added':>7} {'parse':>9} {'security':>10} {'ratio':>7} {'all':>9}\n"
    )
    for words, change in (
        ("no defect (one template)", change_of(10, 20, 3)),
        ("half of the added code defective (rules' examples)", typical_change()),
    ):
        added = sum(len(f.added) for f in change.files)
        yardstick = measured(lambda c=change: parse_only(c))  # type: ignore[misc]
        security = measured(lambda c=change: review(c, only=family))  # type: ignore[misc]
        whole = measured(lambda c=change: review(c))  # type: ignore[misc]
        out(
            f"{words:52} {added:7} {yardstick:6.1f} ms {security:7.1f} ms {security / yardstick:6.1f}x {whole:6.0f} ms\n"
        )


def families(out: Callable[[str], object]) -> None:
    """Each family alone on the two typical changes, and the rules that take most of the time."""
    clean, half = change_of(10, 20, 3), typical_change()
    out(f"\n{'each family alone':28} {'rules':>6} {'no defect':>12} {'half defective':>15}\n")
    for name in FAMILIES:
        rules = [rule for rule in load_rules() if rule.startswith(f"{name}/")]
        took = [measured(lambda c=c, r=rules: review(c, only=r)) for c in (clean, half)]  # type: ignore[misc]
        out(f"{name:28} {len(rules):6} {took[0]:9.1f} ms {took[1]:12.1f} ms\n")
    timings = review(half).timings_ms
    worst = sorted(((ms, rule) for rule, ms in timings.items() if "/" in rule), reverse=True)[:12]
    out(
        "\nrules that take most of the second change: "
        + ", ".join(f"{r} {ms:.0f} ms" for ms, r in worst)
        + "\n"
    )


def growth(out: Callable[[str], object], family: Collection[str]) -> None:
    """How the cost grows: every line added, each size in a process of its own."""
    out(
        f"\n{'all lines added':28} {'parse':>9} {'security':>10} {'ratio':>7} {'per 1,000 lines':>16} {'peak memory':>12}\n"
    )
    for files in (100, 300, 1000, 3000):
        with get_context("spawn").Pool(1) as pool:
            lines, parse_ms, review_ms, peak = pool.apply(_sized, (files, tuple(family)))
        out(
            f"{files:5} files, {lines:7,} lines {parse_ms:9.0f} ms {review_ms:7.0f} ms {review_ms / parse_ms:6.1f}x"
            f" {review_ms / lines * 1000:13.1f} ms {peak:8.0f} MiB\n"
        )


def _sized(files: int, family: tuple[str, ...]) -> tuple[int, float, float, float]:
    gc.set_threshold(50_000, 20, 20)
    change = change_of(files, 5, 5)
    load_rules()
    begin = time.perf_counter()
    parse_only(change)
    parsed = time.perf_counter()
    report = review(change, only=family)
    done = time.perf_counter()
    assert not report.errors, report.errors
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return lines_of(change), (parsed - begin) * 1000, (done - parsed) * 1000, peak


def others(out: Callable[[str], object]) -> None:
    """Other tools over the typical change, whole processes, and ours the same way."""
    change = typical_change()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        python = []
        for file in change.files:
            target = root / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(change.head_tree.read(file.path) or b"")
            if file.path.endswith(".py"):
                python.append(str(target))
        ours = [sys.executable, "-c", _WHOLE, folder]
        rows = [
            ("ours, security, all files, process with start-up", ours),
            ("ours, security, Python part", [*ours, ".py"]),
            ("ruff --select S, Python part", [_tool("ruff"), "check", "--isolated", "--no-cache", "--select", "S", *python]),
            ("bandit, Python part", [_tool("bandit"), "-q", *python]),
            ("semgrep, 14 local rules, all files", [_tool("semgrep"), "scan", "--metrics=off", "--disable-version-check", "-q", "--no-git-ignore", "-j", "1",
             "--config", str(Path(__file__).with_name("semgrep.yml")), folder]),
        ]  # fmt: skip
        out(f"\n{'whole processes, typical change':52} {'wall':>9} {'ours is':>16}\n")
        first = 0.0
        for words, command in rows:
            if not command[0]:
                out(f"{words:52} not installed (`make bench` installs it)\n")
                continue
            took = measured(lambda c=command: subprocess.run(c, capture_output=True, check=False), 3)  # type: ignore[misc]
            first = first or took
            out(f"{words:52} {took:6.0f} ms {took / first:10.1f}x as fast\n")
        warm = measured(lambda: review(change, only=_family()))
        out(f"{'ours, security, all files, in a running worker':52} {warm:6.0f} ms\n")


def _tool(name: str) -> str:
    own = TOOLS / name
    return (
        str(own)
        if own.exists()
        else shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent)) or ""
    )


_WHOLE = """
import sys
from pathlib import Path
from checks.changes import in_memory
from checks.engine import review
from checks.rules import load_rules
root, suffix = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
files = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file() and p.name.endswith(suffix)}
report = review(in_memory(files), only=[r for r in load_rules() if r.startswith("security/")])
print(len(report.findings))
"""


def _family() -> list[str]:
    return [rule for rule in load_rules() if rule.startswith(f"{SECURITY}/")]


def main() -> int:
    """Print the tables."""
    gc.set_threshold(50_000, 20, 20)  # as the command line and the sandbox do
    out = sys.stdout.write
    family = _family()
    out(f"{len(load_rules())} rules, {len(family)} of security\n\n")
    compare(out, family)
    families(out)
    growth(out, family)
    others(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
