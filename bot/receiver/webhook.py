"""``POST /webhooks/github``: every answer that GitHub can get from us."""

from __future__ import annotations

import logging
import re

from flask import Blueprint, Response, jsonify, request
from redis.exceptions import RedisError
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from bot import clock, metrics
from bot.jobs.connection import RECEIVER_TIMEOUT_S, connect
from bot.jobs.inbox import Inbox
from bot.receiver.reading import BadPayload, Ignored, parse, read
from bot.receiver.signature import is_genuine
from bot.settings import Settings

log = logging.getLogger(__name__)

PATH = "/webhooks/github"
MAX_BYTES = 25 * 1024 * 1024
"""GitHub delivers nothing larger (docs: webhook events and payloads)."""

_ID = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_EVENT = re.compile(r"[a-z0-9_]{1,64}")


class _Refused(Exception):
    """The delivery is answered with a status and one line."""

    def __init__(self, status: int, outcome: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.outcome = outcome
        self.text = text


def blueprint(settings: Settings) -> Blueprint:
    """The receiver. Raises SettingsError without a webhook secret: nothing could be trusted."""
    secret = settings.required_webhook_secret()
    inbox = Inbox(connect(settings.required_redis_url(), RECEIVER_TIMEOUT_S))
    pages = Blueprint("receiver", __name__)

    @pages.post(PATH)
    def receive() -> tuple[Response, int]:
        delivery_id = request.headers.get("X-GitHub-Delivery", "")
        event = request.headers.get("X-GitHub-Event", "")
        # Unverified text: only what looks like an id or an event's name reaches the log.
        told = {
            "delivery_id": delivery_id if _ID.fullmatch(delivery_id) else None,
            "event": event if _EVENT.fullmatch(event) else None,
        }
        try:
            status, reason = _receive(inbox, secret, settings.app_id, delivery_id, event)
        except _Refused as refused:
            level = logging.ERROR if refused.status >= 500 else logging.WARNING
            log.log(
                level,
                "delivery refused",
                extra={
                    **told,
                    "outcome": refused.outcome,
                    "reason": refused.text,
                    "status": refused.status,
                },
            )
            metrics.WEBHOOKS.labels(refused.outcome).inc()
            return jsonify(status="refused", error=refused.text), refused.status
        log.info("delivery received", extra={**told, "outcome": status, "reason": reason, "status": 202})
        metrics.WEBHOOKS.labels(status).inc()
        answer = {"status": status} if reason is None else {"status": status, "reason": reason}
        return jsonify(answer), 202

    return pages


def _receive(
    inbox: Inbox, secret: str, app_id: str | None, delivery_id: str, event: str
) -> tuple[str, str | None]:
    body = _body()
    if not is_genuine(secret, body, request.headers.get("X-Hub-Signature-256", "")):
        given = "does not match" if "X-Hub-Signature-256" in request.headers else "is missing"
        raise _Refused(
            401,
            "forged",
            f"the signature {given}: a proxy that rewrites the body or drops headers is the first suspect, then a "
            "webhook secret in the App's settings that differs from EVENHAND_WEBHOOK_SECRET",
        )
    if not _ID.fullmatch(delivery_id) or not _EVENT.fullmatch(event):
        raise _Refused(
            400,
            "malformed",
            "the headers X-GitHub-Event and X-GitHub-Delivery are needed, as GitHub sends them",
        )
    _refuse_foreign_hook(app_id)
    try:
        found = read(event, parse(body), delivery_id, clock.now().isoformat())
    except BadPayload as error:
        raise _Refused(400, "malformed", str(error)) from error
    if isinstance(found, Ignored):
        return "ignored", found.reason
    try:
        fresh = inbox.accept(delivery_id, found.to_json())
    except RedisError as error:
        raise _Refused(
            503, "unavailable", "the queue does not answer: GitHub will show this delivery as failed"
        ) from error
    return ("accepted", None) if fresh else ("duplicate", "this delivery was accepted before")


def _body() -> bytes:
    request.max_content_length = MAX_BYTES
    too_large = _Refused(413, "too large", "the body is over 25 MB, more than GitHub ever sends")
    if (request.content_length or 0) > MAX_BYTES:
        raise too_large
    if request.mimetype != "application/json":
        raise _Refused(
            415, "malformed", "set the webhook's content type to application/json in the App's settings"
        )
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise too_large from error
    except (ClientDisconnected, OSError) as error:
        raise _Refused(400, "malformed", "the connection ended before the whole body had come") from error


def _refuse_foreign_hook(app_id: str | None) -> None:
    kind = request.headers.get("X-GitHub-Hook-Installation-Target-Type")
    target = request.headers.get("X-GitHub-Hook-Installation-Target-ID")
    if kind is not None and kind != "integration":
        raise _Refused(
            403,
            "foreign",
            "this webhook belongs to a repository or an organisation: only the App's own is served",
        )
    if app_id is not None and target is not None and target != app_id:
        raise _Refused(403, "foreign", "this webhook belongs to another App: see EVENHAND_GITHUB_APP_ID")
