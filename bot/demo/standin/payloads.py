"""Payloads of webhooks, built from the state. Their members are those of GitHub's published examples (tested)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot import clock
from bot.demo.standin import git
from bot.demo.standin.shapes import stamp
from bot.demo.standin.state import (
    Account,
    CheckRun,
    Installation,
    Issue,
    IssueComment,
    Label,
    Pull,
    Repository,
    ReviewComment,
    node_id,
)
from bot.demo.standin.webhooks import HOOK_ID
from bot.demo.standin.world import World

Payload = dict[str, Any]


def _envelope(world: World, repo: Repository, sender: Account) -> Payload:
    shape: Payload = {"repository": world.shapes.repository(repo), "sender": world.shapes.account(sender)}
    if repo.owner.type == "Organization":
        shape["organization"] = world.shapes.organisation(repo.owner)
    installation = world.state.installation_of(repo)
    if installation is not None:
        shape["installation"] = {
            "id": installation.id,
            "node_id": node_id("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation.id),
        }
    return shape


def pull_request(
    world: World,
    repo: Repository,
    pull: Pull,
    action: str,
    sender: Account,
    more: Mapping[str, Any] | None = None,
) -> Payload:
    """A ``pull_request`` event; ``more`` holds what the action adds (before/after, label, changes)."""
    return {
        "action": action,
        "number": pull.number,
        "pull_request": world.shapes.pull(repo, pull),
        **(more or {}),
        **_envelope(world, repo, sender),
    }


def labelled(
    world: World, repo: Repository, pull: Pull, label: Label, sender: Account, *, on: bool
) -> Payload:
    """``pull_request.labeled`` or ``.unlabeled``."""
    action = "labeled" if on else "unlabeled"
    return pull_request(world, repo, pull, action, sender, {"label": world.shapes.label(repo, label)})


def base_edited(
    world: World, repo: Repository, pull: Pull, before: tuple[str, str], sender: Account
) -> Payload:
    """``pull_request.edited`` after a change of base."""
    changes = {"base": {"ref": {"from": before[0]}, "sha": {"from": before[1]}}}
    return pull_request(world, repo, pull, "edited", sender, {"changes": changes})


def ping(world: World) -> Payload:
    """The first event of an App's hook."""
    api = f"{world.shapes.api}/app/hook"
    return {
        "zen": "Keep it logically awesome.",
        "hook_id": HOOK_ID,
        "hook": {
            "type": "App",
            "id": HOOK_ID,
            "name": "web",
            "active": True,
            "events": list(world.shapes.app_events),
            "config": {
                "content_type": "json",
                "insecure_ssl": "0",
                "secret": "********",
                "url": world.sender.url,
            },
            "updated_at": stamp(world.shapes.app_created_at),
            "created_at": stamp(world.shapes.app_created_at),
            "app_id": world.keys.app_id,
            "deliveries_url": f"{api}/deliveries",
        },
    }


def _short(repos: Iterable[Repository]) -> list[Payload]:
    return [
        {
            "id": repo.id,
            "node_id": node_id("R", repo.id),
            "name": repo.name,
            "full_name": repo.full_name,
            "private": repo.private,
        }
        for repo in repos
    ]


def installation(
    world: World, installed: Installation, action: str, repos: Iterable[Repository], sender: Account
) -> Payload:
    """An ``installation`` event."""
    shape: Payload = {
        "action": action,
        "installation": world.shapes.installation(installed),
        "sender": world.shapes.account(sender),
    }
    if action not in ("suspend", "unsuspend"):
        shape["repositories"] = _short(repos)
    return shape


def installation_repositories(
    world: World,
    installed: Installation,
    added: Iterable[Repository],
    removed: Iterable[Repository],
    sender: Account,
) -> Payload:
    """An ``installation_repositories`` event."""
    added, removed = list(added), list(removed)
    return {
        "action": "added" if added else "removed",
        "installation": world.shapes.installation(installed),
        "repository_selection": "all" if installed.repository_ids is None else "selected",
        "repositories_added": _short(added),
        "repositories_removed": _short(removed),
        "requester": None,
        "sender": world.shapes.account(sender),
    }


def issue_comment(
    world: World, repo: Repository, issue: Issue, comment: IssueComment, action: str, sender: Account
) -> Payload:
    """An ``issue_comment`` event."""
    return {
        "action": action,
        "issue": world.shapes.issue(repo, issue),
        "comment": world.shapes.issue_comment(repo, comment),
        **_envelope(world, repo, sender),
    }


def review_comment(
    world: World, repo: Repository, pull: Pull, comment: ReviewComment, action: str, sender: Account
) -> Payload:
    """A ``pull_request_review_comment`` event."""
    return {
        "action": action,
        "comment": world.shapes.review_comment(repo, pull, comment),
        "pull_request": world.shapes.simple_pull(repo, pull),
        **_envelope(world, repo, sender),
    }


def review_thread(
    world: World,
    repo: Repository,
    pull: Pull,
    comments: Iterable[ReviewComment],
    action: str,
    sender: Account,
) -> Payload:
    """A ``pull_request_review_thread`` event."""
    shown = [world.shapes.review_comment(repo, pull, comment) for comment in comments]
    return {
        "action": action,
        "pull_request": world.shapes.simple_pull(repo, pull),
        "thread": {"node_id": node_id("PRRT", int(shown[0]["id"])), "comments": shown},
        **_envelope(world, repo, sender),
    }


def merge_group(world: World, repo: Repository, pull: Pull) -> Payload:
    """``merge_group.checks_requested``: the queue would merge this pull request onto its base."""
    base = git.branch_tip(repo.git_dir, pull.base_ref) or pull.base_sha
    tree = git.merged_tree(repo.git_dir, base, pull.head_sha)
    if tree is None:
        raise git.GitError("the pull request conflicts with its base: a queue would not take it")
    message = f"Merge pull request #{pull.number}"
    author = (pull.issue.user.login, f"{pull.issue.user.login}@users.noreply.github.com")
    now = clock.now()
    sha = git.commit_tree(repo.git_dir, tree, [base, pull.head_sha], message, author, now)
    ref = f"gh-readonly-queue/{pull.base_ref}/pr-{pull.number}-{base}"
    git.set_ref(repo.git_dir, f"refs/heads/{ref}", sha)
    person = {"name": author[0], "email": author[1]}
    return {
        "action": "checks_requested",
        "merge_group": {
            "head_sha": sha,
            "head_ref": f"refs/heads/{ref}",
            "base_sha": base,
            "base_ref": f"refs/heads/{pull.base_ref}",
            "head_commit": {
                "id": sha,
                "tree_id": tree,
                "message": message,
                "timestamp": stamp(now),
                "author": person,
                "committer": person,
            },
        },
        **_envelope(world, repo, pull.issue.user),
    }


def check_run(
    world: World, run: CheckRun, action: str, sender: Account, identifier: str | None = None
) -> Payload:
    """A ``check_run`` event; ``identifier`` names the pressed button of ``requested_action``."""
    shape: Payload = {
        "action": action,
        "check_run": {**world.shapes.check_run(run), "check_suite": world.shapes.check_suite(run.suite)},
        **_envelope(world, run.repo, sender),
    }
    if identifier is not None:
        shape["requested_action"] = {"identifier": identifier}
    return shape


def check_suite(world: World, run: CheckRun, action: str, sender: Account) -> Payload:
    """A ``check_suite`` event."""
    shape = {"action": action, "check_suite": world.shapes.check_suite(run.suite)}
    return {**shape, **_envelope(world, run.repo, sender)}


def push(world: World, repo: Repository, branch: str, before: str, after: str, sender: Account) -> Payload:
    """A ``push`` event to a branch."""
    zero = "0" * 40
    commits = [] if before == zero else git.commits_between(repo.git_dir, before, after, 20)
    rows = [_pushed(world, repo, commit) for commit in commits]
    head = git.log(repo.git_dir, after, 1)[0] if after != zero else None
    return {
        "ref": f"refs/heads/{branch}",
        "before": before,
        "after": after,
        "created": before == zero,
        "deleted": after == zero,
        "forced": False,
        "base_ref": None,
        "compare": f"{world.url}/{repo.full_name}/compare/{before[:12]}...{after[:12]}",
        "commits": rows,
        "head_commit": _pushed(world, repo, head) if head else None,
        "pusher": {"name": sender.login, "email": f"{sender.login}@users.noreply.github.com"},
        **_envelope(world, repo, sender),
    }


def _pushed(world: World, repo: Repository, commit: git.Commit) -> Payload:
    parent = commit.parents[0] if commit.parents else git.EMPTY_TREE
    files = git.changed_files(repo.git_dir, parent, commit.sha)
    return {
        "id": commit.sha,
        "tree_id": commit.tree,
        "distinct": True,
        "message": commit.message,
        "timestamp": stamp(commit.committed_at),
        "url": f"{world.url}/{repo.full_name}/commit/{commit.sha}",
        "author": {"name": commit.author_name, "email": commit.author_email},
        "committer": {"name": commit.committer_name, "email": commit.committer_email},
        "added": [file.path for file in files if file.status == "added"],
        "removed": [file.path for file in files if file.status == "removed"],
        "modified": [file.path for file in files if file.status not in ("added", "removed")],
    }
