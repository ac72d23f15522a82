from collections.abc import Iterable

from reports.models import Entry

LABELS = ("day", "amount", "balance")
