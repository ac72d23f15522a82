"""Bare partial git mirrors: the data plane. Git traffic costs no API budget and knows no 300-file limit."""

from bot.mirror.commits import Commit
from bot.mirror.errors import (
    AccessDenied,
    MirrorBroken,
    MirrorError,
    NoMergeBase,
    RefusedContent,
    RepositoryMissing,
    RevisionMissing,
    TooLarge,
    Unreachable,
)
from bot.mirror.remote import FetchLimits, Remote
from bot.mirror.single import read_file
from bot.mirror.store import Mirrored, MirrorLimits, Mirrors, Wanted

__all__ = [
    "AccessDenied",
    "Commit",
    "FetchLimits",
    "MirrorBroken",
    "MirrorError",
    "MirrorLimits",
    "Mirrored",
    "Mirrors",
    "NoMergeBase",
    "RefusedContent",
    "Remote",
    "RepositoryMissing",
    "RevisionMissing",
    "TooLarge",
    "Unreachable",
    "Wanted",
    "read_file",
]
