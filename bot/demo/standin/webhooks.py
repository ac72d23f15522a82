"""Webhooks: signed, sent, recorded, sent again with the same GUID."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import requests

from bot import clock
from bot.demo.standin.state import Delivery, State

# GitHub gives a receiver ten seconds and sends nothing over 25 MB.
TIMEOUT_S = 10
PAYLOAD_LIMIT = 25 * 1024 * 1024
HOOK_ID = 498_120_773


class PayloadTooLarge(ValueError):
    """GitHub does not deliver payloads over 25 MB."""


def signature(secret: str, payload: bytes, digest: str = "sha256") -> str:
    """Value of ``X-Hub-Signature-256`` (or of the old ``X-Hub-Signature`` with sha1)."""
    return f"{digest}={hmac.new(secret.encode(), payload, digest).hexdigest()}"


class Sender:
    """Delivers the App's webhooks to one address."""

    def __init__(self, state: State, app_id: int, secret: str) -> None:
        self._state = state
        self._app_id = app_id
        self._secret = secret
        self.url = ""
        """Where webhooks go; empty: every delivery fails, as for a service that is down."""

    def headers(self, event: str, guid: str, payload: bytes) -> dict[str, str]:
        """All headers that GitHub sends."""
        return {
            "Accept": "*/*",
            "Content-Type": "application/json",
            "User-Agent": f"GitHub-Hookshot/{hashlib.sha256(guid.encode()).hexdigest()[:7]}",
            "X-GitHub-Delivery": guid,
            "X-GitHub-Event": event,
            "X-GitHub-Hook-ID": str(HOOK_ID),
            "X-GitHub-Hook-Installation-Target-ID": str(self._app_id),
            "X-GitHub-Hook-Installation-Target-Type": "integration",
            "X-Hub-Signature": signature(self._secret, payload, "sha1"),
            "X-Hub-Signature-256": signature(self._secret, payload),
        }

    def deliver(self, event: str, payload: Mapping[str, Any], guid: str | None = None) -> Delivery:
        """Send an event and keep the record of it."""
        raw = json.dumps(payload, ensure_ascii=False).encode()
        if len(raw) > PAYLOAD_LIMIT:
            raise PayloadTooLarge(f"{event}: {len(raw)} bytes")
        guid = guid or str(uuid.uuid1())
        draft = Delivery(
            id=self._state.new_id("delivery"),
            guid=guid,
            event=event,
            action=payload.get("action"),
            payload=raw,
            headers=self.headers(event, guid, raw),
            delivered_at=clock.now(),
            duration_s=0.0,
            status="",
            status_code=0,
            redelivery=False,
            installation_id=(payload.get("installation") or {}).get("id"),
            repository_id=(payload.get("repository") or {}).get("id"),
        )
        return self._send(draft)

    def redeliver(self, delivery_id: int) -> Delivery:
        """Send a recorded delivery again: same GUID, same bytes, a new record."""
        with self._state.lock:
            old = self._state.deliveries[delivery_id]
            again = replace(old, id=self._state.new_id("delivery"), delivered_at=clock.now(), redelivery=True)
        return self._send(again)

    def _send(self, delivery: Delivery) -> Delivery:
        started = time.perf_counter()
        try:
            if not self.url:
                raise requests.ConnectionError("no webhook address is set")
            with requests.post(
                self.url,
                data=delivery.payload,
                headers=delivery.headers,
                timeout=TIMEOUT_S,
                allow_redirects=False,
            ) as answer:
                delivery.status_code = answer.status_code
                delivery.status = (
                    "OK" if delivery.accepted else f"Invalid HTTP Response: {answer.status_code}"
                )
                delivery.response_headers = dict(answer.headers)
                delivery.response_body = answer.text[:10_000]
        except requests.Timeout:
            delivery.status_code, delivery.status = 504, "timed out"
        except requests.RequestException:
            delivery.status_code, delivery.status = 502, "failed to connect to host"
        delivery.duration_s = time.perf_counter() - started
        with self._state.lock:
            self._state.deliveries[delivery.id] = delivery
        return delivery
