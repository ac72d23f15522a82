"""From a pull request to a published review.

:mod:`~bot.review.reading` gets the change, the checks judge it in a child process, :mod:`~bot.review.placement` and
:mod:`~bot.review.plan` decide what to write, and :mod:`~bot.review.publish` writes it.
"""

from __future__ import annotations

from bot.review.outcome import Ending, ReviewOutcome
from bot.review.run import attribute_again, review_pull_request

__all__ = ["Ending", "ReviewOutcome", "attribute_again", "review_pull_request"]
