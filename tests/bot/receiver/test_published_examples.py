"""Every webhook that GitHub publishes as an example, of both hosts, signed and delivered: the right answer, no crash."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from bot.jobs.dispatcher import Dispatcher
from bot.jobs.events import Event
from bot.jobs.inbox import INBOX
from bot.receiver.reading import ACTIONS
from bot.settings import Settings
from bot.web import create_app

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "github" / "webhooks"
HOSTS = sorted(path.name for path in EXAMPLES.glob("*.gz"))
UNDONE = {
    "push": "no branch with configuration",
    "issue_comment": "no command",
    "pull_request_review_comment": "no command, no comment of ours",
    "pull_request_review_thread": "no comment of ours",
    "check_run": "a button of somebody else's",
}
"""Events of ours whose examples call for nothing, and why."""


@pytest.fixture
def client(settings: Settings, redis: Redis) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.mark.parametrize("host", HOSTS)
def test_each_gets_the_right_answer(host: str, client: FlaskClient, redis: Redis, deliveries: Any) -> None:
    index = json.loads(gzip.decompress((EXAMPLES / host).read_bytes()))
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for entry in index:
        event = entry["name"]
        for example in entry["examples"]:
            if isinstance(example, dict) and "installation" not in example:
                # The examples were taken from repositories' hooks; an App's name their installation.
                example = {**example, "installation": {"id": 11}}
            action = example.get("action", "") if isinstance(example, dict) else ""
            answer = client.post(
                "/webhooks/github",
                data=(made := deliveries.sign(event, example)).body,
                headers=made.headers,
            )
            status = str((answer.json or {}).get("status"))
            seen[status] += 1
            ours = event in ACTIONS and action in ACTIONS[event]
            allowed = {"accepted"} if ours else {"ignored"}
            if event in UNDONE:
                allowed = {"accepted", "ignored"} if ours else {"ignored"}
            if answer.status_code != 202 or status not in allowed:
                wrong.append(f"{event}.{action}: {answer.status_code} {answer.json}")
    assert wrong == []
    assert seen["accepted"] >= 3
    assert seen["ignored"] > seen["accepted"]
    for line in redis.lrange(INBOX, 0, -1):
        assert Event.from_json(line).to_json() == line.decode()
    dispatcher = Dispatcher(redis)
    dispatcher.step(wait_s=0.01)
    assert redis.llen(INBOX) == 0
