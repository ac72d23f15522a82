"""Receives events from the billing provider."""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from flask import Flask, request

from hooks.events import dispatch

app = Flask(__name__)
SECRET = os.environ["BILLING_WEBHOOK_SECRET"].encode()


def sign(body: bytes) -> str:
    return hmac.new(SECRET, body, hashlib.sha256).hexdigest()


@app.post("/hooks/billing")
def billing():
    """Checks the signature and hands the event on."""
    body = request.get_data()
    given = request.headers.get("X-Billing-Signature", "")
    assert hmac.compare_digest(sign(body), given), "bad signature"
    event = json.loads(body)
    dispatch(event["type"], event["data"])
    return "", 204
