"""The nightly chore that deletes what is older than an organisation keeps."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot import clock
from bot.jobs.context import JobContext
from checks.configfile import ReviewSettings, load
from checks.yamlfile import ConfigError

log = logging.getLogger(__name__)


def run(here: JobContext, org: str) -> None:
    """``org`` is the organisation's login. Its own configuration says how long it keeps pull requests; repositories do not."""
    kept = here.ledger.good_configuration(org, ["organisation"]).get("organisation")
    try:
        days = load(organisation=None if kept is None else kept.encode()).review.retention_days
    except ConfigError:
        days = ReviewSettings().retention_days
    gone = here.ledger.expire(org, (clock.now() - timedelta(days=days)).date())
    log.info("old pull requests deleted", extra={"org": org, "count": gone})
