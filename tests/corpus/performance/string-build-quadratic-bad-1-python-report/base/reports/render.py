from collections.abc import Iterable

from reports.models import Entry


def header(title: str) -> str:
    return f"# {title}\n\n"
