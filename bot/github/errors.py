"""What can go wrong between us and GitHub, by what the caller should do about it."""

from __future__ import annotations


class GitHubError(Exception):
    """Base of all errors of this package. The text says what was tried, on what, and how to mend it."""


class RetryLater(GitHubError):
    """Nothing is wrong with the work; it has to wait. The job goes back to the queue for ``seconds``."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"{reason}; again in {seconds:.0f} s")
        self.seconds = seconds
        self.reason = reason


class BadCredentials(GitHubError):
    """GitHub refuses the App's own key, or a token that was minted a moment ago."""


class InstallationGone(GitHubError):
    """The App is no longer installed there, or the installation is suspended. Nothing to retry."""


class RepositoryGone(GitHubError):
    """The repository was deleted, blocked, or taken out of the installation. Nothing to retry."""


class PermissionMissing(GitHubError):
    """The installation did not grant what the call needs. An owner has to accept the App's permissions."""


class NotFound(GitHubError):
    """The thing itself (a comment, a check-run) is not there any more."""


class Refused(GitHubError):
    """GitHub understood the request and refused it (422, or 200 with GraphQL errors); sending it again is useless."""


class TooMuch(Refused):
    """One GraphQL document asked for more than GitHub computes at once. Ask in smaller parts."""


class Unanswered(GitHubError):
    """A write got no answer or a 5xx: it may or may not have been done. Read back before sending it again."""
