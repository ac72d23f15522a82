"""Who may set a fresh service up, what is kept where, and what a stranger's answer is worth."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot import dashboard, setup
from bot.demo.standin import FaultKind, StandIn
from bot.ledger import Ledger
from bot.settings import Settings, SettingsError
from bot.setup import token

SECRET = "s" * 40
REMOTE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def github(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn(tmp_path / "github") as made:
        yield made


def client_of(settings: Settings) -> FlaskClient:
    app = Flask("setup-test", static_folder=None)
    app.secret_key = SECRET
    app.register_blueprint(dashboard.blueprint(settings, Ledger("sqlite://")))
    app.register_blueprint(setup.blueprint(settings))
    return app.test_client()


@pytest.fixture
def settings(github: StandIn, tmp_path: Path) -> Settings:
    return Settings.from_env(
        {
            "EVENHAND_DATA_DIR": str(tmp_path / "data"),
            "EVENHAND_GITHUB_URL": github.url,
        }
    )


def begun(client: FlaskClient, **form: str) -> tuple[str, dict[str, Any], str]:
    """The state, the manifest and the address of the form that goes to GitHub."""
    page = client.post("/setup/begin", data=form)
    assert page.status_code == 200, page.text
    action = re.search(r'action="([^"]+)"', page.text)
    hidden = re.search(r'name="manifest" value="([^"]+)"', page.text)
    assert action is not None
    assert hidden is not None
    from html import unescape

    address = unescape(action[1])
    return address.partition("state=")[2], json.loads(unescape(hidden[1])), address


def code_of(github: StandIn, manifest: dict[str, Any]) -> str:
    from bot.demo.standin.api.apps import new_manifest_code

    return new_manifest_code(github.state, manifest)


def test_one_button_makes_the_app_and_keeps_its_keys(github: StandIn, settings: Settings) -> None:
    client = client_of(settings)
    token.ensure(settings.data_dir)
    assert "Organisation that will own the App" in client.get("/setup").text
    state, manifest, address = begun(client, organisation="acme", name="Evenhand at Acme")
    assert address.startswith(f"{github.url}/organizations/acme/settings/apps/new?state=")
    assert manifest["name"] == "Evenhand at Acme"
    page = client.get(f"/setup/manifest?code={code_of(github, manifest)}&state={state}")
    assert page.status_code == 200, page.text
    assert "The App is made" in page.text
    assert "PRIVATE KEY" not in page.text
    written = settings.data_dir / "secrets.env"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    now = Settings.from_env({"EVENHAND_DATA_DIR": str(settings.data_dir)})
    given = github.app_credentials
    assert (now.app_id, now.webhook_secret) == (str(given.app_id), given.webhook_secret)
    assert now.private_key is not None
    assert not (settings.data_dir / token.FILE).exists()


def test_for_a_secret_manager_the_keys_are_shown_once_and_kept_nowhere(
    github: StandIn, settings: Settings
) -> None:
    from dataclasses import replace

    client = client_of(replace(settings, secret_store="show"))
    state, manifest, _ = begun(client)
    page = client.get(f"/setup/manifest?code={code_of(github, manifest)}&state={state}")
    assert "EVENHAND_GITHUB_PRIVATE_KEY=-----BEGIN" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert not (settings.data_dir / "secrets.env").exists()


@pytest.mark.parametrize("case", ["no state", "another state", "used twice", "another browser", "old"])
def test_an_answer_that_was_not_asked_for_is_refused(
    github: StandIn, settings: Settings, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(settings)
    state, manifest, _ = begun(client)
    if case == "another browser":
        client = client_of(settings)
    if case == "old":
        import time

        later = time.time() + setup.STATE_LIFE_S + 1
        monkeypatch.setattr(setup.time, "time", lambda: later)
    if case == "used twice":
        client.get(f"/setup/manifest?code=bad&state={state}")
    given = {"no state": "", "another state": "x" * 43}.get(case, state)
    answer = client.get(f"/setup/manifest?code={code_of(github, manifest)}&state={given}")
    assert answer.status_code == 400
    assert "does not belong" in answer.text
    assert not (settings.data_dir / "secrets.env").exists()


def test_a_code_that_github_refuses_is_told_with_the_way_on(github: StandIn, settings: Settings) -> None:
    client = client_of(settings)
    state, _, _ = begun(client)
    answer = client.get(f"/setup/manifest?code=unknown&state={state}")
    assert answer.status_code == 502
    assert "older than an hour" in answer.text
    state, _, _ = begun(client)
    github.fault(FaultKind.SERVER_ERROR, path="conversions") if hasattr(FaultKind, "SERVER_ERROR") else None
    assert client.get(f"/setup/manifest?code=../../app&state={state}").status_code == 502


@pytest.mark.parametrize(
    "form", [{"organisation": "../x"}, {"organisation": "a b"}, {"name": "<b>"}, {"name": "x" * 40}]
)
def test_names_that_github_does_not_take_are_refused_here(settings: Settings, form: dict[str, str]) -> None:
    answer = client_of(settings).post("/setup/begin", data=form)
    assert answer.status_code == 400
    assert "<b>" not in answer.text


def test_nobody_else_can_claim_a_fresh_service(settings: Settings) -> None:
    client = client_of(settings)
    for path in ("/setup", "/setup/manifest?code=a&state=b", "/setup/health"):
        answer = client.get(path, environ_base=REMOTE)
        assert answer.status_code == 403
        assert "/setup?token=" in answer.text
    assert client.post("/setup/begin", environ_base=REMOTE).status_code == 403
    assert client.get("/setup", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert client.get("/setup?token=" + "x" * 43, environ_base=REMOTE).status_code == 302
    assert client.get("/setup", environ_base=REMOTE).status_code == 403


def test_the_printed_token_opens_it_and_leaves_the_address(settings: Settings) -> None:
    client = client_of(settings)
    secret = token.ensure(settings.data_dir)
    assert token.ensure(settings.data_dir) == secret
    assert stat.S_IMODE((settings.data_dir / token.FILE).stat().st_mode) == 0o600
    answer = client.get(f"/setup?token={secret}", environ_base=REMOTE)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/setup"
    assert client.get("/setup", environ_base=REMOTE).status_code == 200


def test_once_connected_nothing_is_set_up_again(github: StandIn, settings: Settings) -> None:
    done = Settings.from_env({"EVENHAND_DATA_DIR": str(settings.data_dir), **github.settings()})
    client = client_of(done)
    for answer in (client.get("/setup"), client.post("/setup/begin"), client.get("/setup/manifest?code=a")):
        assert answer.headers["Location"] == "/setup/health"
    assert "Installed" in client.get("/setup?installation_id=1", environ_base=REMOTE).text
    assert client.get("/setup/health", environ_base=REMOTE).status_code == 403
    page = client.get("/setup/health").text
    assert "accepts our key" in page
    assert "PRIVATE" not in page


def test_a_store_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="EVENHAND_SECRET_STORE"):
        Settings.from_env({"EVENHAND_SECRET_STORE": "vault"})
