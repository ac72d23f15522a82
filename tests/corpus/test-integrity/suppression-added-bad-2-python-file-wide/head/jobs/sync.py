# mypy: ignore-errors
# ruff: noqa
import logging
from datetime import datetime, timedelta, timezone

from jobs.store import Store

log = logging.getLogger(__name__)


def sync(store: Store, since=None) -> int:
    """Sync what changed since the given moment, a day by default."""
    since = since or datetime.now(timezone.utc) - timedelta(days=1)
    changed = store.changed_since(since)
    for record in changed:
        store.push(record)
    log.info("synced %d records", len(changed))
    return len(changed)
