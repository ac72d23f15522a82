import logging

from inventory.database import session_scope
from inventory.queries import archive, items_by_sku

log = logging.getLogger(__name__)


def handle(message: dict) -> None:
    kind = message["kind"]
    if kind == "archive":
        with session_scope() as session:
            removed = archive(session, message["table"], message["before"])
        log.info("archived rows", extra={"rows": removed})
        return
    if kind == "scan":
        with session_scope() as session:
            items = items_by_sku(session, message["skus"])
        log.info("scanned", extra={"items": len(items)})
        return
    log.warning("unknown message kind")
