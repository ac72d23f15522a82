"""Webhooks of our payment provider."""

from __future__ import annotations

import hashlib
import hmac
import logging

from flask import Blueprint, abort, current_app, request

from hooks.models import Delivery
from hooks.tasks import settle_payment

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
log = logging.getLogger(__name__)


@bp.get("/ping")
def ping():
    return {"ok": True}


def _verify(body: bytes, header: str) -> bool:
    """Check the ``v1=<hex>`` header."""
    version, _, signature = header.partition("=")
    if version != "v1" or len(signature) != 64:
        return False
    secret = current_app.config["PAYMENT_WEBHOOK_SECRET"]
    if secret is None or secret == "":
        raise RuntimeError("PAYMENT_WEBHOOK_SECRET is not set")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


@bp.post("/payments")
def payments():
    body = request.get_data(cache=True)
    if not _verify(body, request.headers.get("X-Signature", "")):
        abort(401)
    event = request.get_json()
    token_type = event.get("token_type")
    if token_type == "test":
        return {"ignored": True}
    digest = hashlib.sha256(body).hexdigest()
    previous = Delivery.query.filter_by(event_id=event["id"]).first()
    if previous is not None and previous.body_sha256 == digest:
        return {"duplicate": True}, 200
    settle_payment.delay(event["id"])
    return {"accepted": True}, 202
