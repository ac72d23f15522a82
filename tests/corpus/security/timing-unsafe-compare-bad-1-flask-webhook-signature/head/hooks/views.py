"""Webhooks of our payment provider."""

from __future__ import annotations

import hashlib
import hmac
import logging

from flask import Blueprint, abort, current_app, request

from hooks.tasks import settle_payment

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
log = logging.getLogger(__name__)


@bp.get("/ping")
def ping():
    return {"ok": True}


def _expected_signature(body: bytes, timestamp: str) -> str:
    secret = current_app.config["PAYMENT_WEBHOOK_SECRET"].encode()
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


@bp.post("/payments")
def payments():
    """A payment changed its state."""
    signature = request.headers.get("X-Signature", "")
    timestamp = request.headers.get("X-Timestamp", "")
    body = request.get_data(cache=True)
    if not signature or not timestamp:
        abort(400)
    if signature != _expected_signature(body, timestamp):
        log.warning("payment webhook with a wrong signature")
        abort(401)
    event = request.get_json()
    settle_payment.delay(event["id"])
    return {"accepted": True}, 202
