from collections.abc import Iterable

from reports.models import Entry


def header(title: str) -> str:
    return f"# {title}\n\n"


def render_ledger(title: str, entries: Iterable[Entry]) -> str:
    """The ledger as text, a line an entry."""
    text = header(title)
    balance = 0
    for entry in entries:
        balance += entry.amount
        text += f"{entry.day:%Y-%m-%d} {entry.amount:>12} {balance:>12}\n"
    return text
