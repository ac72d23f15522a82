"""Getting a change ready to be judged: its mirror, and the configuration of its base branch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.github import BadCredentials, Client, RepositoryGone, RetryLater
from bot.mirror import (
    AccessDenied,
    Mirrored,
    MirrorError,
    Mirrors,
    Remote,
    RepositoryMissing,
    Unreachable,
    Wanted,
)
from bot.pull_request import PullRequest
from checks.configfile import REPOSITORY_FILE

GIT_AWAY_S = 60.0


class Unreadable(Exception):
    """The change cannot be read, now or later; ``title`` and the text are for the check-run."""

    def __init__(self, title: str, words: str, reason: str) -> None:
        super().__init__(reason)
        self.title = title
        self.words = words


_WORDS = {
    "NoMergeBase": (
        "Base and head share no history",
        "There is no commit that both the base branch and this pull request contain, so there is no change to judge. "
        "Rebase the branch onto its base.",
    ),
    "TooLarge": (
        "The repository is too large to review",
        "The repository or the change is over this server's limits of size or time; nothing was judged.",
    ),
    "RefusedContent": (
        "The repository holds malformed objects",
        "git's own consistency check refused an object of this pull request; nothing was judged. "
        "`git fsck` on a clone names it.",
    ),
    "RevisionMissing": (
        "The commit is not there any more",
        "This commit was replaced before it could be read; the next push is reviewed.",
    ),
}
_OTHER = (
    "The change could not be read",
    "The copy of the repository on this server is unusable; nothing was judged.",
)


@contextmanager
def mirrored(client: Client, pull: PullRequest, root: Path, github_url: str) -> Iterator[Mirrored]:
    """The pull request in a local mirror. Raises Unreadable, or the errors of :mod:`bot.github`."""
    wanted = Wanted(
        remote=Remote(f"{github_url.rstrip('/')}/{pull.repo}.git"),
        repo_id=pull.repo_id,
        number=pull.number,
        base_ref=pull.base_ref,
        base_sha=pull.base_sha,
        head_sha=pull.head_sha,
    )
    mirrors = Mirrors(root)
    with _translated(pull):
        try:
            opened = mirrors.open(wanted, client.token)
            change = opened.__enter__()
        except AccessDenied:
            client.fresh_token()
            opened = mirrors.open(wanted, client.token)
            change = opened.__enter__()
    try:
        yield change
    finally:
        opened.__exit__(None, None, None)


@contextmanager
def _translated(pull: PullRequest) -> Iterator[None]:
    try:
        yield
    except Unreachable as error:
        raise RetryLater(GIT_AWAY_S, f"git server away: {error}") from error
    except AccessDenied as error:
        raise BadCredentials(f"{pull.repo}: git refuses a token minted just now: {error}") from error
    except RepositoryMissing as error:
        raise RepositoryGone(f"{pull.repo}: {error}") from error
    except MirrorError as error:
        title, words = _WORDS.get(type(error).__name__, _OTHER)
        raise Unreadable(title, words, str(error)) from error


def repository_text(change: Mirrored) -> str | None:
    """The repository's configuration file on its base branch, or None."""
    return change.read_text(change.base_sha, REPOSITORY_FILE)
