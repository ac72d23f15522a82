"""What people do on GitHub: open, push to, merge and close pull requests. Git does the real work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import clock
from bot.demo.standin import git
from bot.demo.standin.anchors import moved
from bot.demo.standin.api.labels import ensure_label
from bot.demo.standin.state import Account, Issue, IssueComment, Pull, Repository, Review, State


class HistoryError(ValueError):
    """What was asked cannot happen on GitHub; the text says why."""


def open_pull(
    state: State,
    repo: Repository,
    *,
    head_ref: str,
    base_ref: str,
    title: str,
    body: str,
    author: Account,
    at: datetime | None,
    labels: Iterable[str] = (),
    draft: bool = False,
    head_repo: Repository | None = None,
) -> Pull:
    """A new pull request from a branch (of the repository or of a fork) into another."""
    source = head_repo or repo
    head_sha = _tip(source, head_ref)
    base_sha = _tip(repo, base_ref)
    when = at or clock.now()
    issue = Issue(
        id=state.new_id("issue"),
        number=repo.next_number,
        title=title,
        body=body,
        user=author,
        created_at=when,
        updated_at=when,
        labels=[ensure_label(state, repo, name) for name in labels],
    )
    pull = Pull(
        id=state.new_id("pull"),
        issue=issue,
        base_ref=base_ref,
        base_sha=base_sha,
        head_ref=head_ref,
        head_sha=head_sha,
        head_repo=source,
        draft=draft,
    )
    _publish_head(repo, pull)
    repo.next_number += 1
    repo.issues[issue.number] = issue
    repo.pulls[issue.number] = pull
    return pull


def synchronize(repo: Repository, pull: Pull, at: datetime | None) -> tuple[str, str]:
    """Take over what was pushed to head and base; gives the head before and after. Comments move with their lines."""
    before = pull.head_sha
    pull.head_sha = _tip(pull.head_repo, pull.head_ref)
    pull.base_sha = _tip(repo, pull.base_ref)
    pull.issue.updated_at = at or clock.now()
    _publish_head(repo, pull)
    if pull.head_sha != before:
        _move_comments(repo, pull)
    return before, pull.head_sha


def _move_comments(repo: Repository, pull: Pull) -> None:
    for comment in pull.comments:
        comment.commit_id = pull.head_sha
        if comment.subject_type == "file" or comment.original_line is None or comment.side == "LEFT":
            continue
        files = git.changed_files(repo.git_dir, comment.original_commit_id, pull.head_sha)
        comment.line = moved(files, comment.path, comment.original_line)
        if comment.line is None:
            comment.position = None
            comment.start_line = None
        elif comment.original_start_line is not None:
            comment.start_line = moved(files, comment.path, comment.original_start_line)


def merge(repo: Repository, pull: Pull, *, by: Account, at: datetime | None, method: str) -> str:
    """Merge into the base branch by ``merge`` or ``squash``; gives the sha of the new commit."""
    if pull.issue.state == "closed":
        raise HistoryError(f"{repo.full_name}#{pull.number} is closed")
    base = _tip(repo, pull.base_ref)
    tree = git.merged_tree(repo.git_dir, base, pull.head_sha)
    if tree is None:
        raise HistoryError(f"{repo.full_name}#{pull.number} conflicts with {pull.base_ref}")
    when = at or clock.now()
    author = (by.login, f"{by.id}+{by.login}@users.noreply.github.com")
    if method == "squash":
        message, parents = f"{pull.issue.title} (#{pull.number})\n\n{pull.issue.body}\n", [base]
    else:
        head = f"{pull.head_repo.owner.login}/{pull.head_ref}"
        message = f"Merge pull request #{pull.number} from {head}\n\n{pull.issue.title}\n"
        parents = [base, pull.head_sha]
    sha = git.commit_tree(repo.git_dir, tree, parents, message, author, when)
    git.set_ref(repo.git_dir, f"refs/heads/{pull.base_ref}", sha)
    pull.base_sha = base
    pull.merge_commit_sha = sha
    pull.merged_at = when
    pull.merged_by = by
    _close(pull.issue, by, when)
    return sha


def close(pull: Pull, *, by: Account, at: datetime | None) -> None:
    """Close without merging."""
    _close(pull.issue, by, at or clock.now())


def reopen(pull: Pull, at: datetime | None) -> None:
    """Open again; a merged pull request stays closed."""
    if pull.merged_at is not None:
        raise HistoryError(f"#{pull.number} is merged")
    pull.issue.state, pull.issue.closed_at, pull.issue.closed_by = "open", None, None
    pull.issue.updated_at = at or clock.now()


def change_base(repo: Repository, pull: Pull, base_ref: str, at: datetime | None) -> tuple[str, str]:
    """Point the pull request at another base; gives ref and sha from before."""
    before = (pull.base_ref, pull.base_sha)
    pull.base_ref, pull.base_sha = base_ref, _tip(repo, base_ref)
    pull.issue.updated_at = at or clock.now()
    return before


def say(state: State, issue: Issue, author: Account, body: str, at: datetime | None) -> IssueComment:
    """A person's comment in the conversation."""
    when = at or clock.now()
    comment = IssueComment(state.new_id("comment"), issue.number, author, body, when, when)
    issue.comments.append(comment)
    issue.updated_at = when
    return comment


def approve(state: State, pull: Pull, author: Account, body: str, at: datetime | None) -> Review:
    """A person's approval."""
    review = Review(state.new_id("review"), author, body, "APPROVED", pull.head_sha, at or clock.now())
    pull.reviews.append(review)
    return review


def _close(issue: Issue, by: Account, at: datetime) -> None:
    issue.state, issue.closed_at, issue.closed_by, issue.updated_at = "closed", at, by, at


def _tip(repo: Repository, branch: str) -> str:
    sha = git.branch_tip(repo.git_dir, branch)
    if sha is None:
        raise HistoryError(f"{repo.full_name} has no branch {branch!r}; push it into {repo.git_dir} first")
    return sha


def _publish_head(repo: Repository, pull: Pull) -> None:
    ref = f"refs/pull/{pull.number}/head"
    if pull.head_repo is repo:
        git.set_ref(repo.git_dir, ref, pull.head_sha)
    else:
        git.take_objects(repo.git_dir, pull.head_repo.git_dir, pull.head_sha, ref)
