from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.views import ChangeView

Read = Callable[..., ChangeOperations]


@pytest.fixture
def read() -> Read:
    """Operations of a change given as texts."""

    def operations(
        files: Mapping[str, str], base: Mapping[str, str] | None = None, database: str | None = None
    ) -> ChangeOperations:
        return change_operations(ChangeView(in_memory(files, base), CheckConfig(database=database)))

    return operations
