"""The database: what happened, what is to be written to GitHub, and the counts that statistics read."""

from __future__ import annotations

from bot.ledger.errors import (
    InstallationGoneError,
    LedgerError,
    NotMigratedError,
    UnknownPullRequestError,
)
from bot.ledger.ledger import Ledger

__all__ = ["InstallationGoneError", "Ledger", "LedgerError", "NotMigratedError", "UnknownPullRequestError"]
