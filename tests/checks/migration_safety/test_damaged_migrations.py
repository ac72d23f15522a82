"""Readers never fail on damaged files: a slip in one migration must not silence the family on all others."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.views import ChangeView

_spec = importlib.util.spec_from_file_location(
    "migration_frames", Path(__file__).with_name("test_rules_in_every_tool.py")
)
assert _spec is not None
assert _spec.loader is not None
_frames = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_frames)


def whole(tool: str) -> tuple[str, str]:
    """One file of the tool with every step that the other tests know."""
    path, frame = _frames.TOOLS[tool]
    bodies = [pair[0] for rule in _frames.DEFECTS.values() if (pair := rule.get(tool))]
    joined = "\n        - ".join(bodies) if tool == "yaml" else "\n    ".join(bodies)
    return path, frame.format(head="", body=joined)


def read(files: dict[str, str]) -> ChangeOperations:
    return change_operations(ChangeView(in_memory(files), CheckConfig(database="postgresql-16")))


@pytest.mark.parametrize("tool", list(_frames.TOOLS))
def test_a_whole_file_of_many_steps_is_read(tool: str) -> None:
    path, text = whole(tool)
    assert len(read({path: text}).added) > 1


@pytest.mark.parametrize("tool", list(_frames.TOOLS))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_without_failing(tool: str, data: st.DataObject) -> None:
    path, text = whole(tool)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        filler = data.draw(
            st.sampled_from(["", "(", ")", "{", "'", '"', "`", "\n", "null", "[]", ": {}", "\x00", "é"])
        )
        text = text[:start] + filler + text[end:]
    read({path: text})
