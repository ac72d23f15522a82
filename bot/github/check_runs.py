"""Check-runs: created, completed, and found again by their external id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.github.client import Client

NAME = "Evenhand"
ANNOTATIONS_PER_REQUEST = 50
TEXT_LIMIT_BYTES = 65_535
MESSAGE_LIMIT_BYTES = 64 * 1024
TITLE_LIMIT = 255


def create(client: Client, body: Mapping[str, Any]) -> str:
    """Create a check-run; its id."""
    made = client.write("POST", "/check-runs", body)
    client.app_slug = str((made.get("app") or {}).get("slug") or "")
    return str(made["id"])


def update(client: Client, check_run_id: str, body: Mapping[str, Any]) -> None:
    """Change a check-run; annotations in the body are added to those it has."""
    client.write("PATCH", f"/check-runs/{check_run_id}", body)


def find(client: Client, head_sha: str, external_id: str) -> str | None:
    """Id of our check-run with this external id, or None."""
    for run in client.pages(f"/commits/{head_sha}/check-runs", "check_runs", check_name=NAME, filter="all"):
        if run.get("external_id") == external_id:
            return str(run["id"])
    return None


def annotation_count(client: Client, check_run_id: str) -> int:
    """How many annotations the check-run has by now."""
    run = client.get(f"/check-runs/{check_run_id}")
    return int((run.get("output") or {}).get("annotations_count") or 0)


def status(client: Client, check_run_id: str) -> str:
    """``queued``, ``in_progress`` or ``completed``."""
    return str(client.get(f"/check-runs/{check_run_id}").get("status") or "")
