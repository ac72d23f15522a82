import contextlib
import json

import pika


def publish(url: str, event: dict) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_publish("", "events", json.dumps(event))


def publish_all(url: str, events: list[dict]) -> None:
    with contextlib.closing(pika.BlockingConnection(pika.URLParameters(url))) as connection:
        channel = connection.channel()
        for event in events:
            channel.basic_publish("", "events", json.dumps(event))


class Publisher:
    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))

    def close(self) -> None:
        self._connection.close()
