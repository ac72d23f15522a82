import logging

log = logging.getLogger(__name__)


def nightly(store: "Store") -> int:
    removed = store.remove_expired()
    log.info("removed %d", removed)
    return removed
