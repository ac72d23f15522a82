"""Every answer of the webhook endpoint, against a real Redis."""

from __future__ import annotations

import io
import json
import logging
import socket
import time
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from bot.jobs.events import Event, Kind
from bot.jobs.inbox import INBOX, delivery_key
from bot.receiver.webhook import MAX_BYTES
from bot.settings import Settings, SettingsError
from bot.web import create_app


@pytest.fixture
def client(settings: Settings, redis: Redis) -> FlaskClient:
    return create_app(settings).test_client()


def post(client: FlaskClient, delivery: Any) -> Any:
    return client.post("/webhooks/github", data=delivery.body, headers=delivery.headers)


def queued(redis: Redis) -> list[Event]:
    return [Event.from_json(line) for line in reversed(redis.lrange(INBOX, 0, -1))]


def test_a_signed_delivery_is_accepted_and_queued(client, redis, deliveries):
    delivery = deliveries.pull_request("synchronize", head="c" * 40, before="a" * 40)
    answer = post(client, delivery)
    assert (answer.status_code, answer.json) == (202, {"status": "accepted"})
    [event] = queued(redis)
    assert event.kind is Kind.PULL_REQUEST
    assert event.delivery_id == delivery.id
    assert event.pull is not None
    assert (event.pull.repo, event.pull.number, event.pull.head_sha) == ("acme/shop", 1, "c" * 40)
    assert event.before == "a" * 40
    assert redis.get(delivery_key(delivery.id)) == b"received"


def test_a_redelivered_webhook_enqueues_nothing(client, redis, deliveries):
    delivery = deliveries.pull_request()
    post(client, delivery)
    answer = post(client, delivery)
    assert answer.status_code == 202
    assert answer.json["status"] == "duplicate"
    assert redis.llen(INBOX) == 1


def test_a_delivery_whose_work_failed_may_come_again(client, redis, deliveries):
    delivery = deliveries.pull_request()
    redis.set(delivery_key(delivery.id), "failed")
    assert post(client, delivery).json["status"] == "accepted"
    assert redis.llen(INBOX) == 1


def test_only_what_the_work_needs_is_queued(client, redis, deliveries):
    post(client, deliveries.sign("pull_request", deliveries.payload(extra="x" * 20_000)))
    assert len(redis.lindex(INBOX, 0)) < 1500


@pytest.mark.parametrize(
    ("headers", "word"),
    [
        ({"X_Hub_Signature_256": ""}, "missing"),
        ({"X_Hub_Signature_256": "sha256=" + "0" * 64}, "proxy"),
        ({"X_Hub_Signature_256": "sha1=abc"}, "does not match"),
        ({"X_Hub_Signature_256": "sha256=\u00fc"}, "does not match"),
    ],
)
def test_a_wrong_or_missing_signature_is_refused(client, redis, deliveries, headers, word):
    answer = post(client, deliveries.sign("pull_request", deliveries.payload(), **headers))
    assert answer.status_code == 401
    assert word in answer.json["error"]
    assert redis.dbsize() == 0


def test_the_signature_is_checked_before_the_body_is_parsed(client, deliveries):
    answer = post(client, deliveries.sign("pull_request", b"{", X_Hub_Signature_256="sha256=00"))
    assert answer.status_code == 401


def test_a_changed_body_is_refused(client, deliveries):
    delivery = deliveries.pull_request()
    answer = client.post("/webhooks/github", data=delivery.body + b" ", headers=delivery.headers)
    assert answer.status_code == 401


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_a_foreign_content_type_is_refused(client, deliveries, kind):
    answer = post(client, deliveries.sign("pull_request", deliveries.payload(), Content_Type=kind))
    assert answer.status_code == 415
    assert "application/json" in answer.json["error"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"action": "opened", "pull_requ',
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b"[]",
        b'"text"',
        b"\xff\xfe{}",
        b'{"n": ' + b"9" * 5000 + b"}",
    ],
    ids=["empty", "truncated", "deep list", "deep object", "a list", "a text", "not UTF-8", "huge number"],
)
def test_broken_json_is_answered_in_one_line(client, redis, deliveries, body):
    answer = post(client, deliveries.sign("pull_request", body))
    assert answer.status_code == 400
    assert "JSON" in answer.json["error"]
    assert "Traceback" not in answer.text
    assert redis.dbsize() == 0


@pytest.mark.parametrize("lost", ["pull_request", "repository"])
def test_a_payload_without_a_needed_member_names_it(client, deliveries, lost):
    payload = deliveries.payload()
    del payload[lost]
    answer = post(client, deliveries.sign("pull_request", payload))
    assert answer.status_code == 400
    assert lost in answer.json["error"]


@pytest.mark.parametrize("member", ["head", "base", "user", "labels", "number", "created_at"])
def test_members_of_another_type_never_make_a_server_error(client, deliveries, member):
    for wrong in (7, "text", [1], {"a": 1}, True):
        payload = deliveries.payload()
        payload["pull_request"][member] = wrong
        assert post(client, deliveries.sign("pull_request", payload)).status_code in {202, 400}


def test_a_body_over_the_limit_is_refused_unread(client, redis, deliveries):
    delivery = deliveries.pull_request()
    answer = client.post(
        "/webhooks/github", headers=delivery.headers, environ_overrides={"CONTENT_LENGTH": str(MAX_BYTES + 1)}
    )
    assert answer.status_code == 413


def test_a_body_of_unknown_length_is_cut_off_at_the_limit(client, deliveries):
    delivery = deliveries.sign("pull_request", b"x" * (MAX_BYTES + 1))
    answer = client.post(
        "/webhooks/github",
        headers=delivery.headers,
        input_stream=io.BytesIO(delivery.body),
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413


def test_a_large_body_under_the_limit_is_served(client, deliveries):
    answer = post(client, deliveries.sign("pull_request", deliveries.payload(padding="x" * 3_000_000)))
    assert answer.status_code == 202


@pytest.mark.parametrize(
    "headers", [{"X_GitHub_Delivery": ""}, {"X_GitHub_Event": ""}, {"X_GitHub_Delivery": "a b\u00e9"}]
)
def test_missing_headers_are_named(client, deliveries, headers):
    answer = post(client, deliveries.sign("pull_request", deliveries.payload(), **headers))
    assert answer.status_code == 400
    assert "X-GitHub-Delivery" in answer.json["error"]


def test_a_foreign_hook_is_refused(settings, redis, deliveries):
    client = create_app(replace(settings, app_id="42")).test_client()

    def status(kind: str, target: str) -> int:
        named = {
            "X_GitHub_Hook_Installation_Target_Type": kind,
            "X_GitHub_Hook_Installation_Target_ID": target,
        }
        return post(client, deliveries.sign("pull_request", deliveries.payload(), **named)).status_code

    assert status("integration", "42") == 202
    assert status("integration", "43") == 403
    assert status("repository", "42") == 403


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("ping", {"zen": "Keep it simple."}),
        ("star", {"action": "created"}),
        ("pull_request", {"action": "assigned", "installation": {"id": 1}}),
        ("pull_request", {"action": 7, "installation": {"id": 1}}),
        ("pull_request", {"action": "opened"}),
        ("pull_request", {"action": "opened", "installation": None}),
    ],
)
def test_what_calls_for_nothing_is_acknowledged_and_left(client, redis, deliveries, event, payload):
    answer = post(client, deliveries.sign(event, payload))
    assert answer.status_code == 202
    assert answer.json["status"] == "ignored"
    assert answer.json["reason"]
    assert redis.dbsize() == 0


def test_a_deleted_fork_is_fine(client, redis, deliveries):
    payload = deliveries.payload()
    payload["pull_request"]["head"]["repo"] = None
    assert post(client, deliveries.sign("pull_request", payload)).json["status"] == "accepted"
    pull = queued(redis)[0].pull
    assert pull is not None
    assert pull.head_repo is None


def test_a_rerun_without_pull_requests_keeps_the_head(client, redis, deliveries):
    payload = {
        "action": "rerequested",
        "check_run": {"head_sha": "d" * 40, "pull_requests": []},
        "repository": {"id": 77},
        "installation": {"id": 11},
    }
    assert post(client, deliveries.sign("check_run", payload)).json["status"] == "accepted"
    assert queued(redis)[0].head_sha == "d" * 40


def test_texts_that_no_database_can_hold_are_mended(client, redis, deliveries):
    payload = deliveries.payload()
    payload["pull_request"]["title"] = "a\ud800b\0c"
    post(client, deliveries.sign("pull_request", payload))
    pull = queued(redis)[0].pull
    assert pull is not None
    assert pull.title == "a?b\ufffdc"


def test_installation_events_carry_their_repositories(client, redis, deliveries):
    post(client, deliveries.installation("created"))
    account = queued(redis)[0].account
    assert account is not None
    assert account.login == "acme"
    assert account.added == ((77, "acme/shop"),)


def test_without_redis_the_answer_is_503_within_two_seconds(settings, deliveries):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)  # takes connections and never answers
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        client = create_app(replace(settings, redis_url=url)).test_client()
        started = time.monotonic()
        answer = post(client, deliveries.pull_request())
        assert answer.status_code == 503
        assert time.monotonic() - started < 2


def test_each_outcome_is_logged_once_with_the_delivery_id(client, deliveries, caplog):
    delivery = deliveries.pull_request()
    with caplog.at_level(logging.INFO):
        post(client, delivery)
        post(client, deliveries.sign("pull_request", b"{"))
    first, second = [one for one in caplog.records if one.name == "bot.receiver.webhook"]
    assert (first.delivery_id, first.outcome, first.status) == (delivery.id, "accepted", 202)
    assert (second.outcome, second.status) == ("malformed", 400)
    assert "sha256=" not in caplog.text


def test_without_a_secret_the_receiver_refuses_to_start(settings):
    with pytest.raises(SettingsError, match="EVENHAND_WEBHOOK_SECRET"):
        create_app(replace(settings, webhook_secret=None))


def test_outcomes_are_counted(client, deliveries):
    post(client, deliveries.pull_request())
    text = client.get("/metrics").text
    assert 'evenhand_webhooks_total{outcome="accepted"}' in text
    assert 'evenhand_queue{stage="inbox"} 1.0' in text


def test_health_needs_nothing_and_readiness_says_what_is_missing(client):
    assert client.get("/healthz").json == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["redis"] == "ok"
    assert "evenhand migrate" in answer.json["database"]


def test_errors_never_show_a_traceback(settings, redis):
    app = create_app(settings)

    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("the secret inside")

    client = app.test_client()
    answer = client.get("/broken", headers={"Accept": "text/html"})
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "<h1>" in answer.text
    assert json.loads(client.get("/nowhere").text)["error"] == "Not Found"
