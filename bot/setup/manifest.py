"""The App's manifest: what ``app.yml`` says, with this installation's addresses.

https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

WEBHOOK_PATH = "/webhooks/github"
PERMISSIONS: Mapping[str, str] = {
    "metadata": "read",
    "contents": "read",
    "pull_requests": "write",
    "checks": "write",
    "issues": "write",
    "merge_queues": "read",
}
EVENTS = (
    "pull_request",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "issue_comment",
    "check_run",
    "check_suite",
    "merge_group",
    "push",
    "repository",
)
NAME = "Evenhand"


def manifest(public_url: str, github_url: str, name: str = NAME) -> dict[str, Any]:
    """What GitHub makes the App from. Without a webhook where GitHub would refuse its address."""
    made: dict[str, Any] = {
        "name": name,
        "url": public_url,
        "redirect_url": f"{public_url}/setup/manifest",
        "callback_urls": [f"{public_url}/auth/callback"],
        "setup_url": f"{public_url}/setup",
        "setup_on_update": True,
        "request_oauth_on_install": False,
        "public": False,
        "default_permissions": dict(PERMISSIONS),
        "default_events": list(EVENTS),
    }
    if reachable(public_url, github_url):
        made["hook_attributes"] = {"url": public_url + WEBHOOK_PATH, "active": True}
    return made


def reachable(public_url: str, github_url: str) -> bool:
    """Whether GitHub may be able to send webhooks to the address: it refuses a machine's own names."""
    return not _local(public_url) or _local(github_url)


def form_address(github_url: str, organisation: str, state: str) -> str:
    """Where the form with the manifest goes: the organisation's page or the person's own."""
    owner = f"organizations/{quote(organisation, safe='')}/" if organisation else ""
    return f"{github_url}/{owner}settings/apps/new?state={quote(state, safe='')}"


def _local(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return host in {"localhost", "::1"} or host.startswith("127.") or host.endswith(".localhost")
