"""Why a mirror could not be had, by what follows from it."""

from __future__ import annotations


class MirrorError(Exception):
    """Base of this package's errors. The text names the repository and what to do."""


class Unreachable(MirrorError):
    """The git server did not answer in time or failed; trying again later may help."""


class AccessDenied(MirrorError):
    """The token was refused; a fresh one may work."""


class RepositoryMissing(MirrorError):
    """The repository is gone, or not ours to read any more."""


class RevisionMissing(MirrorError):
    """A commit of the pull request is not to be had: head was force-pushed away, or base was rewritten."""


class NoMergeBase(MirrorError):
    """Base and head share no history."""


class TooLarge(MirrorError):
    """The repository is over the size limit or takes longer than the time limit."""


class RefusedContent(MirrorError):
    """git's own consistency check refused an object: the repository carries malformed or hostile data."""


class MirrorBroken(MirrorError):
    """The mirror is unusable even after it was made anew."""
