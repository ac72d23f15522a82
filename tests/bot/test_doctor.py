"""Each thing the doctor looks at: sound, and broken with its mend."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot import clock, doctor
from bot.ledger import Ledger
from bot.settings import Settings


@dataclass
class FakeGitHub:
    """Answers what the doctor asks, and stands in for our own receiver."""

    url: str = ""
    ahead_s: float = 0.0
    app: dict[str, Any] = field(default_factory=dict)
    hook: dict[str, Any] = field(default_factory=dict)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    receiver_status: int = 401


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    fake = FakeGitHub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers: dict[str, Any] = {
                "/api/v3/app": fake.app,
                "/api/v3/app/hook/config": fake.hook,
                "/api/v3/app/hook/deliveries": fake.deliveries,
            }
            self._answer(fake.status, answers.get(self.path.partition("?")[0], {}))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(fake.receiver_status, {})

        def _answer(self, status: int, body: Any) -> None:
            data = json.dumps(body).encode()
            self.send_response_only(status)
            now = clock.now() + timedelta(seconds=fake.ahead_s)
            self.send_header("Date", format_datetime(now, usegmt=True))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    fake.app = {
        "id": 42,
        "slug": "evenhand-acme",
        "permissions": {
            "metadata": "read",
            "contents": "read",
            "pull_requests": "write",
            "checks": "write",
        },
        "events": sorted(doctor.EVENTS),
    }
    fake.hook = {"url": f"{fake.url}/webhooks/github", "content_type": "json"}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield fake
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def key() -> str:
    made = rsa.generate_private_key(65537, 2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()


@pytest.fixture
def sound(settings: Settings, github: FakeGitHub, key: str) -> Settings:
    ledger = Ledger(settings.database)
    ledger.migrate()
    ledger.close()
    return replace(
        settings,
        app_id="42",
        private_key=key,
        public_url=github.url,
        github_url=github.url,
        github_api_url=f"{github.url}/api/v3",
    )


def problems(settings: Settings) -> dict[str, doctor.Check]:
    found = {check.name: check for check in doctor.run(settings) if not check.ok}
    assert all(check.mend for check in found.values())
    return found


def test_a_sound_service_has_no_problems(sound):
    assert problems(sound) == {}
    assert len(doctor.run(sound)) == 14


def test_missing_settings_are_named(sound):
    found = problems(replace(sound, webhook_secret=None))
    assert "EVENHAND_WEBHOOK_SECRET" in found["settings"].found


def test_a_wrong_clock_is_noticed(sound, github):
    github.ahead_s = 300
    assert "behind GitHub's" in problems(sound)["clock"].found


def test_a_foreign_key_is_noticed(sound):
    found = problems(replace(sound, app_id="43"))
    assert "App 42, not 43" in found["App"].found


def test_a_refused_key_is_noticed(sound, github):
    github.status = 401
    assert "401" in problems(sound)["App"].found


def test_missing_permissions_and_events_are_listed(sound, github):
    github.app["permissions"] = {"metadata": "read", "contents": "read", "checks": "read"}
    github.app["events"] = ["check_run"]
    found = problems(sound)
    assert found["permissions"].found == "missing pull_requests: write, checks: write"
    assert found["events"].found.startswith("not subscribed: check_suite, issue_comment, pull_request,")


def test_a_webhook_that_leads_elsewhere_is_noticed(sound, github):
    github.hook = {"url": "https://old.example.com/hook", "content_type": "form"}
    github.receiver_status = 200
    found = problems(sound)
    assert "/webhooks/github" in found["webhook"].mend
    assert "answers an unsigned delivery with 200" in found["receiver"].found


def test_servers_that_are_away_are_noticed(sound):
    nowhere = "http://127.0.0.1:9"
    found = problems(
        replace(
            sound,
            redis_url="redis://127.0.0.1:9/0",
            database_url="postgresql+psycopg://u@127.0.0.1:9/x",
            github_api_url=nowhere,
            public_url=nowhere,
        )
    )
    assert set(found) == {"Redis", "database", "GitHub", "receiver"}


def test_a_data_directory_that_cannot_be_written_is_noticed(sound, tmp_path):
    (tmp_path / "file").write_text("")
    found = problems(replace(sound, data_dir=Path(tmp_path / "file" / "below")))
    assert "EVENHAND_DATA_DIR" in found["data directory"].mend


def test_deliveries_that_did_not_arrive_are_counted(sound, github):
    def row(number: int, event: str, code: int, hours: int) -> dict[str, Any]:
        at = clock.now() - timedelta(hours=hours)
        return {
            "id": number,
            "guid": f"g{number}",
            "event": event,
            "action": "opened" if event == "pull_request" else "created",
            "status_code": code,
            "delivered_at": at.isoformat(),
        }

    github.deliveries = [
        row(1, "pull_request", 502, 1),
        row(2, "star", 502, 2),
        row(3, "pull_request", 202, 3),
        row(4, "pull_request", 500, 30),
    ]
    found = problems(sound)["deliveries"]
    assert found.found == "1 of the last day did not arrive"
    assert "evenhand redeliver" in found.mend
