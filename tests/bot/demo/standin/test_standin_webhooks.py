"""Webhooks: signatures, records, redelivery, and payloads with the members that GitHub publishes."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.demo.standin import payloads
from bot.pull_request import PullRequest

EXAMPLES = Path(__file__).parents[3] / "fixtures" / "github" / "webhooks"


@pytest.fixture
def receiver(shop) -> Iterator[list[tuple[dict[str, str], bytes]]]:
    received: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    shop.github.webhook_url = f"http://127.0.0.1:{server.server_port}/webhooks/github"
    yield received
    server.shutdown()
    thread.join()
    server.server_close()


def published(event: str, action: str | None = None) -> list[dict[str, Any]]:
    index = json.loads(gzip.decompress((EXAMPLES / "api.github.com.json.gz").read_bytes()))
    found = next(entry for entry in index if entry["name"] == event)["examples"]
    return [example for example in found if action in (None, example.get("action"))]


@pytest.mark.parametrize("host", sorted(path.name for path in EXAMPLES.glob("*.gz")))
def test_all_published_examples_load(host):
    index = json.loads(gzip.decompress((EXAMPLES / host).read_bytes()))
    count = sum(len(event["examples"]) for event in index)
    assert count >= 49
    if host.startswith("api"):
        assert count == 329


def test_a_delivery_is_signed_and_recorded(shop, receiver):
    delivery = shop.github.announce("acme/shop", 1, "opened")
    headers, body = receiver[0]
    secret = shop.github.app_credentials.webhook_secret.encode()
    assert headers["X-Hub-Signature-256"] == "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    assert headers["X-GitHub-Event"] == "pull_request"
    assert headers["X-GitHub-Delivery"] == delivery.guid
    assert headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert headers["X-GitHub-Hook-Installation-Target-ID"] == str(shop.github.app_credentials.app_id)
    assert (delivery.status_code, delivery.accepted) == (202, True)
    pull = PullRequest.from_payload(json.loads(body))
    assert (pull.repo, pull.number, pull.labels, pull.changed_files) == ("acme/shop", 1, ("agent:codex",), 2)
    assert pull.clone_url == f"{shop.github.url}/acme/shop.git"


def test_redelivery_keeps_the_guid_and_makes_a_new_record(shop, receiver):
    address, shop.github.webhook_url = shop.github.webhook_url, ""
    lost = shop.github.announce("acme/shop", 1, "opened")
    assert not lost.accepted
    shop.github.webhook_url = address
    listed = shop.call("GET", "/app/hook/deliveries?status=failure", token=shop.app_jwt()).json()
    assert [row["id"] for row in listed] == [lost.id]
    path = f"/app/hook/deliveries/{lost.id}"
    assert shop.call("POST", f"{path}/attempts", token=shop.app_jwt()).status_code == 202
    deadline = time.monotonic() + 10
    while len(shop.github.deliveries) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    again = shop.github.deliveries[-1]
    assert (again.guid, again.redelivery, again.accepted) == (lost.guid, True, True)
    assert receiver[0][1] == lost.payload
    assert shop.call("GET", path, token=shop.app_jwt()).json()["request"]["payload"]["action"] == "opened"
    assert shop.github.violations == ()


PULL_ACTIONS = [
    "opened",
    "closed",
    "reopened",
    "ready_for_review",
    "converted_to_draft",
    "synchronize",
    "labeled",
]


@pytest.mark.parametrize("action", PULL_ACTIONS)
def test_pull_request_payloads_have_the_published_members(shop, action):
    more = {"synchronize": {"before": "0" * 40, "after": shop.head}, "labeled": {"label": {}}}.get(action, {})
    made = shop.github.pull_request_payload("acme/shop", 1, action, **more)
    for example in published("pull_request", action):
        assert example.keys() <= made.keys()
        assert example["pull_request"].keys() <= made["pull_request"].keys()
        assert example["repository"].keys() - {"custom_properties"} <= made["repository"].keys()
    text = json.dumps(made)
    assert "github.com" not in text


def test_other_payloads_have_the_published_members(shop):
    world = shop.github.world
    installed = shop.github.installation("acme")
    repo = shop.github.repository("acme/shop")
    ann = shop.github.state.account("ann")
    made = payloads.installation(world, installed, "created", [repo], ann)
    wanted = published("installation", "created")[0]
    assert wanted.keys() <= made.keys()
    assert wanted["installation"].keys() <= made["installation"].keys()
    assert wanted["repositories"][0].keys() <= made["repositories"][0].keys()
    assert (
        published("installation_repositories")[0].keys()
        <= payloads.installation_repositories(world, installed, [repo], [], ann).keys()
    )
    comment = shop.github.comment("acme/shop", 1, "ann", "/evenhand help")
    said = payloads.issue_comment(world, repo, repo.issues[1], comment, "created", ann)
    assert published("issue_comment", "created")[0].keys() <= said.keys()
    assert "pull_request" in said["issue"]
    ping = payloads.ping(world)
    assert {"zen", "hook_id", "hook"} <= ping.keys()
    tip = shop.git("rev-parse", "main")
    pushed = payloads.push(world, repo, "main", "0" * 40, tip, ann)
    assert published("push")[0].keys() <= pushed.keys()


def test_a_changed_base_and_a_label_are_announced(shop, receiver):
    shop.git("push", "--quiet", str(shop.github.repository("acme/shop").git_dir), "main:refs/heads/release")
    shop.github.announce_base("acme/shop", 1, "release")
    shop.github.announce_label("acme/shop", 1, "agent:claude")
    bodies = [json.loads(body) for _, body in receiver]
    assert [body["action"] for body in bodies] == ["edited", "labeled"]
    assert bodies[0]["changes"]["base"]["ref"] == {"from": "main"}
    assert bodies[0]["pull_request"]["base"]["ref"] == "release"
    assert bodies[1]["label"]["name"] == "agent:claude"


def test_check_run_buttons_are_announced(shop, receiver):
    token = shop.token()
    body = {"name": "Evenhand", "head_sha": shop.head, "status": "queued"}
    run = shop.call("POST", "/repos/acme/shop/check-runs", json=body, token=token).json()
    shop.github.announce_check_run("acme/shop", run["id"], "rerequested", sender="ann")
    shop.github.announce_check_run(
        "acme/shop", run["id"], "requested_action", sender="ann", identifier="not-useful"
    )
    bodies = [json.loads(body) for _, body in receiver]
    for made in bodies:
        example = published("check_run", made["action"])[0]
        assert example.keys() <= made.keys()
        assert example["check_run"].keys() <= made["check_run"].keys()
    assert bodies[1]["requested_action"] == {"identifier": "not-useful"}
    assert bodies[0]["check_run"]["pull_requests"][0]["number"] == 1
