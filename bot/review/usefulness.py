"""Rules that people find not useful become notes by themselves, and are restored when that changes.

Of the last half year each finding that somebody spoke about, or that was mended after our comment, counts once. A rule is demoted
when enough is known of it and even the lower end of Wilson's interval of the share "not useful" is over the
team's limit. A team that sets the rule's severity itself has decided; nothing overrides that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot import clock, markdown
from bot.compare.interval import wilson
from bot.ledger import Ledger
from bot.ledger.records import Usefulness
from checks.config import CheckConfig
from checks.configfile import ReviewSettings
from checks.report import Severity

SPAN = timedelta(days=182)


def demoted(known: Mapping[str, Usefulness], settings: ReviewSettings) -> dict[str, Usefulness]:
    """The rules that people find not useful too often for certain."""
    return {
        rule: use
        for rule, use in known.items()
        if use.known >= settings.min_votes and wilson(use.not_useful, use.known).low > settings.demote_over
    }


def applied(
    config: CheckConfig, settings: ReviewSettings, ledger: Ledger, org: str
) -> tuple[CheckConfig, tuple[str, ...]]:
    """The configuration with demoted rules as notes, and a remark on each for the check-run."""
    found = demoted(ledger.usefulness(org, clock.now() - SPAN), settings)
    own = {r: use for r, use in found.items() if r not in config.severities and r not in config.rules_off}
    if not own:
        return config, ()
    notes = tuple(
        f"{markdown.code(rule)} only makes notes here for now: people found {use.not_useful} of {use.known} "
        "of its findings not useful"
        for rule, use in own.items()
    )
    return replace(config, severities={**config.severities, **dict.fromkeys(own, Severity.NOTE)}), notes
