"""Signing in by GitHub, against the stand-in: who sees what, and what a forged or stale sign-in gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from bot import dashboard
from bot.demo.standin import StandIn
from bot.embedded_redis import EmbeddedRedis
from bot.ledger import Ledger
from bot.settings import Settings

CALLBACK = "/auth/callback"


@dataclass(frozen=True)
class Service:
    """The dashboard with sign-in, and the GitHub that it asks."""

    app: Flask
    github: StandIn

    def begin(self, client: FlaskClient, path: str = "/") -> dict[str, str]:
        """Ask for a page and follow to GitHub; the query that GitHub is given."""
        to_us = client.get(path)
        assert to_us.status_code == 302
        to_github = client.get(to_us.location)
        assert to_github.location.startswith(f"{self.github.url}/login/oauth/authorize?")
        return {name: values[0] for name, values in parse_qs(urlsplit(to_github.location).query).items()}

    def consent(self, login: str, query: dict[str, str]) -> str:
        """What the person does at GitHub: the path that GitHub sends the browser back to."""
        answer = requests.post(
            f"{self.github.url}/login/oauth/authorize",
            data={"login": login, "redirect_uri": query["redirect_uri"], "state": query["state"]},
            allow_redirects=False,
            timeout=10,
        )
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def reader(self, login: str) -> FlaskClient:
        """A browser of somebody who is signed in."""
        client = self.app.test_client()
        answer = client.get(self.consent(login, self.begin(client)))
        assert answer.status_code == 302
        return client


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """Ann is in acme, Bob may see one repository, Eve nothing."""
    with StandIn(tmp_path_factory.mktemp("github")) as standin:
        standin.create_user("ann", member_of=["acme"])
        standin.create_user("bob")
        standin.create_user("eve")
        for name in ("shop", "ledger-service", "web-gateway"):
            standin.create_repository("acme", name, private=True)
        standin.collaborate("acme/shop", "bob", "read")
        yield standin


@pytest.fixture
def service(
    github: StandIn, filled: Ledger, redis: Redis, redis_server: EmbeddedRedis, tmp_path: Path
) -> Service:
    """The service; every test with an empty Redis."""
    settings = Settings.from_env(
        {
            **github.settings(),
            "EVENHAND_DATA_DIR": str(tmp_path),
            "EVENHAND_REDIS_URL": redis_server.url,
            "EVENHAND_SESSION_SECRET": "a secret of the tests",
        }
    )
    app = Flask("dashboard-with-sign-in", static_folder=None)
    app.secret_key = settings.session_secret
    app.testing = True
    app.register_blueprint(dashboard.blueprint(settings, filled))
    return Service(app, github)


def test_a_member_signs_in_and_lands_where_they_wanted_to_go(service: Service) -> None:
    client = service.app.test_client()
    query = service.begin(client, "/orgs/acme/pulls?week=2026-W46&state=merged")
    assert query["redirect_uri"] == "http://127.0.0.1:8000/auth/callback"
    answer = client.get(service.consent("ann", query))
    assert answer.location == "/orgs/acme/pulls?week=2026-W46&state=merged"
    assert client.get(answer.location).status_code == 200
    assert "Sign out" in client.get("/").text


def test_a_member_sees_the_whole_organisation_and_no_other(service: Service, read: Any) -> None:
    client = service.reader("ann")
    assert len(read(client.get("/orgs/acme/pulls?week=2026-W47&since=2026-W43").text).rows) == 66
    assert client.get("/orgs/other/weeks/2026-W47").status_code == 404
    assert "other" not in read(client.get("/").text).links


def test_a_collaborator_sees_one_repository_in_every_number(
    service: Service, read: Any, filled: Ledger
) -> None:
    client = service.reader("bob")
    own = [p for p in filled.pull_requests("acme") if p.repo == "acme/shop"]
    hidden = next(p for p in filled.pull_requests("acme") if p.repo != "acme/shop")
    page = client.get("/orgs/acme/pulls?week=2026-W47&since=2026-W43").text
    assert len(read(page).rows) == len(own)
    assert (
        "web-gateway"
        not in page + client.get("/").text + client.get("/orgs/acme/weeks/2026-W47/summary").text
    )
    assert client.get(f"/orgs/acme/repos/{hidden.repo}/pulls/{hidden.number}").status_code == 404
    data = client.get("/export/orgs/acme/weeks/2026-W47.json").json
    assert sum(row["opened"] for row in data["agents"]) == sum(
        p.opened_at.isocalendar()[1] == 47 for p in own
    )


def test_a_stranger_signs_in_and_sees_nothing(service: Service) -> None:
    client = service.reader("eve")
    text = client.get("/").text
    assert "You are signed in as eve" in text
    assert "acme" not in text
    assert client.get("/orgs/acme/weeks/2026-W47").status_code == 404


@pytest.mark.parametrize("path", ["/", "/orgs/acme", "/orgs/nobody", "/export/orgs/acme/weeks/2026-W47.json"])
def test_without_signing_in_even_the_machine_itself_is_sent_to_github(service: Service, path: str) -> None:
    answer = service.app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/auth/sign-in?next=")
    assert "acme" not in answer.text.replace(path, "").replace("acme%2F", "") or path != "/"


def test_rules_need_no_sign_in(service: Service) -> None:
    assert service.app.test_client().get("/rules").status_code == 200


def test_a_callback_of_another_browser_signs_nobody_in(service: Service) -> None:
    attacker, victim = service.app.test_client(), service.app.test_client()
    back = service.consent("eve", service.begin(attacker))
    service.begin(victim)
    for client in (victim, service.app.test_client()):
        answer = client.get(back)
        assert answer.status_code == 400
        assert client.get("/").status_code == 302


def test_a_callback_works_once(service: Service) -> None:
    client = service.app.test_client()
    back = service.consent("ann", service.begin(client))
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400


def test_a_made_up_code_gets_a_page_in_words(service: Service) -> None:
    client = service.app.test_client()
    query = service.begin(client)
    answer = client.get(f"{CALLBACK}?code=made-up&state={query['state']}")
    assert answer.status_code == 502
    assert "GitHub did not say who you are" in answer.text
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil"])
def test_nobody_is_sent_elsewhere_after_signing_in(service: Service, elsewhere: str) -> None:
    client = service.app.test_client()
    to_github = client.get("/auth/sign-in", query_string={"next": elsewhere}).location
    query = {name: values[0] for name, values in parse_qs(urlsplit(to_github).query).items()}
    assert client.get(service.consent("ann", query)).location == "/"


def test_signing_out_ends_the_session_for_good(service: Service) -> None:
    client = service.reader("ann")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post("/auth/sign-out")
    client.set_cookie("session", cookie.value)
    assert client.get("/").status_code == 302


def test_a_session_ends_by_itself_and_keeps_no_token(service: Service, redis: Redis) -> None:
    client = service.reader("ann")
    (key,) = redis.keys("evenhand:session:*")
    assert 3500 < redis.ttl(key) <= 3600
    assert b"ghu_" not in redis.get(key)
    redis.delete(key)
    assert client.get("/").status_code == 302


def test_the_cookie_is_worthless_when_its_signature_is_not_ours(service: Service) -> None:
    client = service.reader("ann")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.set_cookie("session", cookie.value[:-4] + "AAAA")
    assert client.get("/").status_code == 302
