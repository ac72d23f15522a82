"""Which webhooks are worked on."""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS: Mapping[str, frozenset[str]] = {
    "pull_request": frozenset(
        {
            "opened",
            "reopened",
            "synchronize",
            "ready_for_review",
            "converted_to_draft",
            "labeled",
            "unlabeled",
            "edited",
            "closed",
            "enqueued",
            "dequeued",
        }
    ),
    "check_run": frozenset({"rerequested", "requested_action"}),
    "check_suite": frozenset({"requested", "rerequested"}),
    "merge_group": frozenset({"checks_requested"}),
    "issue_comment": frozenset({"created"}),
    "pull_request_review_comment": frozenset({"created", "deleted"}),
    "pull_request_review_thread": frozenset({"resolved", "unresolved"}),
    "push": frozenset({""}),
    "installation": frozenset({"created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"}),
    "installation_repositories": frozenset({"added", "removed"}),
    "repository": frozenset({"renamed", "transferred", "deleted"}),
    "github_app_authorization": frozenset({"revoked"}),
}
"""Which actions of which events are worked on; all others are acknowledged and left."""
