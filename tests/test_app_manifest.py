"""``app.yml`` asks for what is used, the documentation gives a reason for each, and the stand-in grants no more."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.demo.standin import stand_in
from bot.github.tokens import REVIEW_PERMISSIONS, SUMMARY_PERMISSIONS
from bot.receiver.reading import ACTIONS
from bot.setup.manifest import manifest

ROOT = Path(__file__).parents[1]
MANIFEST = yaml.safe_load((ROOT / "app.yml").read_text("utf-8"))
DOCUMENTED = (ROOT / "docs" / "permissions.md").read_text("utf-8")
ALWAYS_SENT = {"installation", "installation_repositories", "github_app_authorization"}


def test_the_events_are_those_that_are_worked_on() -> None:
    assert set(MANIFEST["default_events"]) == set(ACTIONS) - ALWAYS_SENT


def test_each_event_and_permission_has_its_reason() -> None:
    rows = [line.split("|")[1] for line in DOCUMENTED.splitlines() if line.startswith("| ")]
    named = {part.strip() for row in rows for part in row.split(",")}
    assert set(ACTIONS) <= named
    wanted = {f"{name.replace('_', ' ')}: {level}" for name, level in MANIFEST["default_permissions"].items()}
    assert wanted <= named


def test_what_jobs_ask_for_is_granted_and_no_more_is_asked() -> None:
    granted = MANIFEST["default_permissions"]
    used = {**REVIEW_PERMISSIONS, **SUMMARY_PERMISSIONS}
    assert {name: granted[name] for name in used} == used
    assert set(granted) - set(used) == {"metadata", "merge_queues"}
    assert "write" not in granted["contents"]


def test_set_up_sends_the_same_app_with_its_own_addresses() -> None:
    made = manifest("https://evenhand.example", "https://github.com")
    assert made == MANIFEST
    here = manifest("http://127.0.0.1:8000", "https://github.com")
    assert "hook_attributes" not in here
    assert here["redirect_url"] == "http://127.0.0.1:8000/setup/manifest"


def test_the_stand_in_installs_the_same_app() -> None:
    assert granted_by_stand_in() == (MANIFEST["default_permissions"], set(MANIFEST["default_events"]))


def granted_by_stand_in() -> tuple[dict[str, str], set[str]]:
    return dict(stand_in.DEFAULT_PERMISSIONS), set(stand_in.DEFAULT_EVENTS)
