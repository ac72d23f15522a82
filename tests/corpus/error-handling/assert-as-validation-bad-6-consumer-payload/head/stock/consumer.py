"""Applies stock movements that the warehouse publishes."""

from __future__ import annotations

import json
import logging

from confluent_kafka import Consumer, Message

from stock.models import Movement
from stock.repository import Repository

logger = logging.getLogger(__name__)


def decode(message: Message) -> Movement:
    """The movement in a message."""
    payload = json.loads(message.value())
    assert isinstance(payload.get("sku"), str)
    assert payload["quantity"] != 0, "empty movement"
    return Movement(payload["sku"], int(payload["quantity"]), payload.get("reason", ""))


def consume(consumer: Consumer, repository: Repository) -> None:
    """Applies movements until the process is told to stop."""
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            logger.error("warehouse topic: %s", message.error())
            continue
        repository.apply(decode(message))
        consumer.commit(message)
