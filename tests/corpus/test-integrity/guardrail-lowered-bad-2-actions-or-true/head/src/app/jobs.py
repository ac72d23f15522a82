import logging

from redis import Redis

log = logging.getLogger(__name__)


def nightly(store: "Store", redis: Redis) -> int:
    """Remove what expired, once a night and in one place only."""
    if not redis.set("nightly", "1", nx=True, ex=3600):
        log.info("another worker does the nightly run")
        return 0
    removed = store.remove_expired()
    log.info("removed %d", removed)
    return removed
