"""What can go wrong with the ledger, each with what was tried and how to mend it."""

from __future__ import annotations


class LedgerError(Exception):
    """The ledger could not do what it was asked; the text says what and how to mend it."""


class NotMigratedError(LedgerError):
    """The database has no tables yet, or older ones than this version needs."""


class InstallationGoneError(LedgerError):
    """Something was to be recorded for an installation that was removed; its data are deleted and stay so."""


class UnknownPullRequestError(LedgerError):
    """Something was to be recorded for a pull request that was never recorded itself."""
