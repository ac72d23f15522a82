"""Everything that speaks to GitHub's API; nothing else does.

:class:`~bot.github.client.Client` is made once a job. Reads are retried a few times; a write is sent once and its
fate is known: done, refused (:class:`Refused`), or in doubt (:class:`Unanswered`), and then it is read back first.
"""

from bot.github.client import Client
from bot.github.errors import (
    BadCredentials,
    GitHubError,
    InstallationGone,
    NotFound,
    PermissionMissing,
    Refused,
    RepositoryGone,
    RetryLater,
    Unanswered,
)
from bot.github.tokens import InstallationTokens

__all__ = [
    "BadCredentials",
    "Client",
    "GitHubError",
    "InstallationGone",
    "InstallationTokens",
    "NotFound",
    "PermissionMissing",
    "Refused",
    "RepositoryGone",
    "RetryLater",
    "Unanswered",
]
