import logging

from inventory.database import session_scope

log = logging.getLogger(__name__)


def handle(message: dict) -> None:
    kind = message["kind"]
    log.warning("unknown message kind")
