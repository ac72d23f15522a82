"""Which permission each call demands of an installation token.

From GitHub's page on permissions of fine-grained tokens and Apps; several names in one entry are alternatives.
"""

from __future__ import annotations

from collections.abc import Mapping

METADATA = {"metadata": "read"}
CONTENTS_READ = {"contents": "read"}
CHECKS_READ = {"checks": "read"}
CHECKS_WRITE = {"checks": "write"}
PULLS_READ = {"pull_requests": "read"}
PULLS_WRITE = {"pull_requests": "write"}
TALK_READ = {"issues": "read", "pull_requests": "read"}
TALK_WRITE = {"issues": "write", "pull_requests": "write"}

APP_ONLY = frozenset(
    {
        "apps/get-authenticated",
        "apps/list-installations",
        "apps/get-installation",
        "apps/create-installation-access-token",
        "apps/get-repo-installation",
        "apps/get-org-installation",
        "apps/get-user-installation",
        "apps/get-webhook-config-for-app",
        "apps/update-webhook-config-for-app",
        "apps/list-webhook-deliveries",
        "apps/get-webhook-delivery",
        "apps/redeliver-webhook-delivery",
    }
)
INSTALLATION_ONLY = frozenset(
    {"apps/list-repos-accessible-to-installation", "apps/revoke-installation-access-token"}
)
USER_ONLY = frozenset(
    {
        "users/get-authenticated",
        "apps/list-installations-for-authenticated-user",
        "apps/list-installation-repos-for-authenticated-user",
        "orgs/list-for-authenticated-user",
        "orgs/get-membership-for-authenticated-user",
        "repos/list-for-authenticated-user",
    }
)

# Only Apps may write check-runs (GitHub: "To create a check run, you must use a GitHub App").
APPS_WRITE_CHECKS = frozenset({"checks/create", "checks/update"})

# Creating plain issues needs ``issues``, whatever the token may do on pull requests.
_SINGLE: dict[str, Mapping[str, str]] = {
    "issues/create": {"issues": "write"},
    "issues/list-for-repo": TALK_READ,
    "issues/create-label": TALK_WRITE,
    "repos/get": METADATA,
    "repos/get-collaborator-permission-level": METADATA,
    "repos/list-pull-requests-associated-with-commit": PULLS_READ,
    "reactions/create-for-pull-request-review-comment": PULLS_WRITE,
    "reactions/delete-for-pull-request-comment": PULLS_WRITE,
    "reactions/list-for-pull-request-review-comment": PULLS_READ,
}


def wanted(operation_id: str, *, writes: bool) -> Mapping[str, str]:
    """The permissions, one of which a repository call needs."""
    if operation_id in _SINGLE:
        return _SINGLE[operation_id]
    family = operation_id.split("/")[0]
    if family == "checks":
        return CHECKS_WRITE if writes else CHECKS_READ
    if family == "pulls":
        return PULLS_WRITE if writes else PULLS_READ
    if family in ("issues", "reactions"):
        return TALK_WRITE if writes else TALK_READ
    return {"contents": "write"} if writes else CONTENTS_READ


def on_conversation(operation_id: str, *, is_pull: bool, writes: bool) -> Mapping[str, str]:
    """What a call on one issue number needs: ``pull_requests`` counts only when the number is a pull request."""
    level = "write" if writes else "read"
    names = ("issues", "pull_requests") if is_pull else ("issues",)
    return dict.fromkeys(names, level)
