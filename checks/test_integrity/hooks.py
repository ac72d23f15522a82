"""Hooks of pre-commit that the change removes or leaves to be started by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import Status
from checks.rules import Defect, Site
from checks.test_integrity.settings import settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView

_FILE = re.compile(r"(?:^|/)\.pre-commit-config\.ya?ml$")


def removed_hooks(view: ChangeView) -> Iterator[Site]:
    """A site a touched hook; one that is gone without another in its place is a finding."""
    for file in view.files:
        if not _FILE.search(file.path) or file.change.status is Status.ADDED:
            continue
        before = base_file(view, file.change)
        if before is None:
            continue
        old = {str(s.value): s for s in settings_of(before) if s.path[-1] == "id" and "hooks" in s.path}
        now = settings_of(file)
        new = {str(s.value): s for s in now if s.path[-1] == "id" and "hooks" in s.path}
        if not now:
            continue
        lost = [s for name, s in old.items() if name not in new]
        gained = [s for name, s in new.items() if name not in old]
        if len(lost) > len(gained) and not gained:
            for setting in lost:
                spot = remaining_place(file.change, setting.line, file.text)
                message = f"The hook `{setting.value}` was removed from pre-commit."
                yield Site(
                    file.path,
                    spot.line,
                    spot.line,
                    "yaml",
                    Defect(message, key="hook", identity=str(setting.value)),
                    always_touched=True,
                )
        for setting in now:
            if (
                setting.path[-1] == "stages"
                and setting.line in file.change.added
                and isinstance(setting.value, tuple)
                and setting.value == ("manual",)
            ):
                yield Site(
                    file.path,
                    setting.line,
                    setting.line,
                    "yaml",
                    Defect("This hook now runs by hand only.", key="manual", identity=".".join(setting.path)),
                    always_touched=True,
                )
