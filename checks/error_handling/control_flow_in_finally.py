"""``return``, ``break``, ``continue`` or ``throw`` in a ``finally`` block: the error on its way is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from checks.error_handling.control_flow_in_finally_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView


def check(view: FileView) -> Iterator[Site]:
    """Every ``finally`` block is a site; the finding stands on the jump."""
    if view.module is None:
        return
    for guarded in view.module.every(m.Try):
        if guarded.final is None:
            continue
        jump = next(_jumps(guarded.final, view.language), None)
        if jump is None:
            yield view.site(guarded.final)
        else:
            yield view.site(jump, _defect(jump))


def _jumps(block: m.Block, language: str) -> Iterator[m.Node]:
    for node in block.walk_scope():
        if isinstance(node, m.Return):
            yield node
        elif isinstance(node, m.Jump) and node.kind in ("break", "continue"):
            if not _stays_inside(node, block):
                yield node
        elif isinstance(node, m.Raise) and _drops(node, block, language):
            yield node


def _stays_inside(jump: m.Jump, block: m.Block) -> bool:
    """Whether the loop (or the switch) that the jump leaves lies within the block."""
    for parent in jump.ancestors():
        if parent is block:
            return False
        if isinstance(parent, m.Loop) or (isinstance(parent, m.Switch) and jump.kind == "break"):
            return True
    return False


def _drops(node: m.Raise, block: m.Block, language: str) -> bool:
    """A throw of its own that always happens. Python keeps the first error as the context of a conditional one."""
    for parent in node.ancestors():
        if parent is block:
            return node.value is not None
        if isinstance(parent, (m.Handler, m.Try)):
            return False
        if isinstance(parent, m.If) and language == "python":
            return False
    return False


def _defect(jump: m.Node) -> Defect:
    word = "return" if isinstance(jump, m.Return) else jump.kind if isinstance(jump, m.Jump) else "raise"
    if word == "raise":
        return Defect("An error raised in `finally` takes the place of the one that was on its way.")
    return Defect(f"`{word}` in `finally` drops any error that the block raised, and overrides its result.")


RULE = Rule(
    id="error-handling/control-flow-in-finally",
    severity=Severity.ERROR,
    local=True,
    languages=("python", "javascript", "typescript", "java", "kotlin", "csharp", "php", "ruby"),
    title="Jump out of a finally block",
    what="`return`, `break`, `continue` or `throw` in a `finally` block.",
    why="It runs while an error is on its way and ends it: the caller sees success, or an unrelated error.",
    fix="Move the statement after the try statement; leave only clean-up in `finally`.",
    site="every `finally` block",
    cwe="CWE-584",
    references=(
        "https://cwe.mitre.org/data/definitions/584.html",
        "https://peps.python.org/pep-0765/",
        "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Statements/try...catch#the_finally_block",
    ),
    bad=(
        Example(
            {
                "jobs/export.py": """\
def export(rows, sink):
    written = 0
    try:
        for row in rows:
            sink.write(row)
            written += 1
    finally:
        sink.close()
        return written  # <-- here


def drain(queue, handle):
    while queue:
        item = queue.pop()
        try:
            handle(item)
        finally:
            if item.last:
                break  # <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/export.ts": """\
export async function exportRows(rows: Row[], sink: Sink): Promise<number> {
  let written = 0;
  try {
    for (const row of rows) {
      await sink.write(row);
      written += 1;
    }
  } finally {
    await sink.close();
    return written;  // <-- here
  }
}

export async function locked(lock: Lock, work: () => Promise<void>) {
  try {
    await work();
  } finally {
    if (!(await lock.release())) {
      throw new Error(`lock ${lock.id} was lost`);  // <-- here
    }
  }
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
                "jobs/export.py": """\
def export(rows, sink):
    written = 0
    try:
        for row in rows:
            sink.write(row)
            written += 1
    finally:
        for part in sink.parts:
            if part.open:
                part.close()
                continue
            break
    return written


def locked(lock, work):
    try:
        work()
    finally:
        try:
            lock.release()
        except KeyError:
            raise
        callbacks = [lambda: None]
        callbacks[0]()
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/export.ts": """\
export async function exportRows(rows: Row[], sink: Sink): Promise<number> {
  let written = 0;
  try {
    for (const row of rows) {
      await sink.write(row);
      written += 1;
    }
  } finally {
    for (const part of sink.parts) {
      if (!part.open) continue;
      await part.close();
    }
    sink.listeners.forEach((l) => { return l.done(); });
  }
  return written;
}
"""
            },
            sites=1,
        ),
        *GOOD,
    ),
)
