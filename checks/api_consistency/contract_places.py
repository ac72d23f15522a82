"""Where in the change a difference between two versions of a contract is shown."""

from __future__ import annotations

from checks.api_consistency.contract_change import Change
from checks.api_consistency.model import Place
from checks.api_consistency.remaining_line import remaining_place
from checks.changes import ChangedFile, Status
from checks.views import ChangeView


class Placing:
    """Finds the changed file and the head line of a :class:`Change`."""

    def __init__(self, view: ChangeView) -> None:
        self._view = view
        self._by_head = {f.path: f for f in view.change.files if f.status is not Status.DELETED}
        self._by_base = {f.base_path: f for f in view.change.files if f.base_path is not None}

    def place(self, item: Change, base_path: str, head_path: str) -> Place | None:
        """The place; None when neither file is part of the change."""
        was = self._by_base.get(item.base_path or base_path)
        now = self._by_head.get(item.head_path or head_path)
        if item.base_line and was is not None and (was.status is not Status.DELETED or now is None):
            return remaining_place(was, item.base_line, self._view.head.text(was.path))
        if item.head_line and now is not None:
            return Place(now.path, item.head_line, item.head_line)
        if was is not None and was.status is not Status.DELETED:
            return _first(was)
        other = now or self._by_head.get(head_path) or self._by_base.get(base_path)
        return None if other is None else _first(other)


def _first(change: ChangedFile) -> Place:
    line = min(change.added, default=1)
    return Place(change.path, line, line)
