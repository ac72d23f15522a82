from collections.abc import Iterable

from reports.models import Entry

LABELS = ("day", "amount", "balance")


def heading() -> str:
    text = ""
    for label in LABELS:
        text += label.ljust(12)
    return text


def ruler() -> str:
    line = ""
    for _ in range(3):
        line += "-" * 12
    return line


def render(entries: Iterable[Entry]) -> str:
    lines = []
    total = 0
    for entry in entries:
        total += entry.amount
        line = f"{entry.day:%Y-%m-%d}"
        if entry.note:
            line += f" {entry.note}"
        line += f" {entry.amount}"
        lines.append(line)
    lines.append(str(total))
    return "\n".join(lines)


def grouped(entries: Iterable[Entry]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for entry in entries:
        groups.setdefault(entry.account, [])
        groups[entry.account] += [entry.amount]
    return groups


def query(status: str | None, account: str | None) -> tuple[str, list[str]]:
    sql, values = "SELECT id, amount FROM entries WHERE 1 = 1", []
    for column, value in (("status", status), ("account", account)):
        if value is not None:
            sql += f" AND {column} = %s"
            values.append(value)
    return sql + " ORDER BY id LIMIT 100", values
