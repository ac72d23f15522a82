# pylint: disable=too-many-locals,broad-except
"""A report over one night."""

from jobs.store import Store


def report(store: Store) -> str:
    """A line a kind of record."""
    lines = []
    for kind in store.kinds():
        count = store.count(kind)
        lines.append(f"{kind}: {count}")
    return "\n".join(lines)
