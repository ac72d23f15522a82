"""Who may do what: App JWTs, tokens and their scope, permissions of each call."""

from __future__ import annotations

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

RUN = "/repos/acme/shop/check-runs"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": lambda now: now + 700},
        {"exp": lambda now: now - 1},
        {"iat": lambda now: now + 300},
        {"iss": lambda now: "12"},
        {"exp": lambda now: None},
    ],
)
def test_a_jwt_with_wrong_claims_is_refused(shop, claims):
    now = int(time.time())
    token = shop.app_jwt(**{name: make(now) for name, make in claims.items()})
    assert shop.call("GET", "/app", token=token).status_code == 401


def test_a_jwt_of_another_key_or_algorithm_is_refused(shop):
    now = int(time.time())
    claims = {"iat": now, "exp": now + 60, "iss": shop.github.app_credentials.client_id}
    foreign = jwt.encode(claims, rsa.generate_private_key(65_537, 2048), "RS256")
    assert shop.call("GET", "/app", token=foreign).status_code == 401
    unsigned = jwt.encode(claims, None, "none")
    assert shop.call("GET", "/app", token=unsigned).status_code == 401


def test_the_app_reads_itself_and_its_installations(shop):
    token = shop.app_jwt()
    assert shop.call("GET", "/app", token=token).json()["slug"] == "evenhand"
    assert len(shop.call("GET", "/app/installations", token=token).json()) == 1
    found = shop.call("GET", "/repos/acme/shop/installation", token=token).json()
    assert found["id"] == shop.github.installation("acme").id
    assert shop.call("GET", "/repos/acme/shop", token=token).status_code == 404


def test_tokens_are_long_and_narrow(shop):
    shop.github.create_repository("acme", "other", private=True)
    token = shop.token(repositories=["shop"], permissions={"contents": "read"})
    assert len(token) > 500
    assert shop.call("GET", "/repos/acme/shop/contents/app.py", token=token).status_code == 200
    assert shop.call("GET", "/repos/acme/other", token=token).status_code == 404
    refused = shop.call("POST", RUN, json={"name": "x", "head_sha": shop.head}, token=token)
    assert refused.status_code == 403
    assert refused.headers["X-Accepted-GitHub-Permissions"] == "checks=write"
    assert shop.github.violations == ()


def test_a_token_cannot_be_wider_than_its_installation(shop):
    path = f"/app/installations/{shop.github.installation('acme').id}/access_tokens"
    for body in (
        {"permissions": {"contents": "write"}},
        {"repositories": ["elsewhere"]},
        {"repository_ids": [1]},
    ):
        assert shop.call("POST", path, json=body, token=shop.app_jwt()).status_code == 422


def test_a_public_repository_out_of_scope_can_be_read_but_not_written(shop):
    shop.github.create_repository("acme", "open")
    token = shop.token(repositories=["shop"])
    assert shop.call("GET", "/repos/acme/open", token=token).status_code == 200
    answer = shop.call("POST", "/repos/acme/open/labels", json={"name": "x"}, token=token)
    assert answer.status_code == 403


def test_pull_request_permission_covers_conversation_on_pull_requests_only(shop):
    token = shop.token(permissions={"pull_requests": "write"})
    said = {"body": "Hello"}
    assert shop.call("POST", "/repos/acme/shop/issues/1/comments", json=said, token=token).status_code == 201
    assert shop.call("POST", "/repos/acme/shop/issues", json={"title": "x"}, token=token).status_code == 403
    issue = shop.call("POST", "/repos/acme/shop/issues", json={"title": "x"}, token=shop.token()).json()
    path = f"/repos/acme/shop/issues/{issue['number']}/comments"
    assert shop.call("POST", path, json=said, token=token).status_code == 403


def test_expired_suspended_and_removed_installations_lose_their_tokens(shop):
    token = shop.token()
    shop.github.expire_tokens()
    assert shop.call("GET", "/repos/acme/shop", token=token).status_code == 401
    token = shop.token()
    shop.github.suspend("acme")
    assert shop.call("GET", "/repos/acme/shop", token=token).status_code == 403
    shop.github.suspend("acme", suspended=False)
    shop.github.uninstall("acme")
    assert shop.call("GET", "/repos/acme/shop", token=token).status_code == 401


def test_only_an_app_writes_check_runs(shop):
    token = shop.github.user_token("ann")
    body = {"name": "x", "head_sha": shop.head}
    assert shop.call("POST", RUN, json=body, token=token).status_code == 403
    assert shop.call("POST", RUN, json=body).status_code in (401, 404)


def test_signing_in_gives_a_token_once(shop):
    app = shop.github.app_credentials
    form = {"login": "ann", "redirect_uri": "http://127.0.0.1:9/auth/callback", "state": "abc"}
    page = shop.session.get(
        f"{shop.github.url}/login/oauth/authorize", params={"client_id": app.client_id, **form}, timeout=20
    )
    assert "Continue as ann" in page.text
    back = shop.session.post(
        f"{shop.github.url}/login/oauth/authorize", data=form, allow_redirects=False, timeout=20
    ).headers["Location"]
    assert back.startswith("http://127.0.0.1:9/auth/callback?code=")
    assert back.endswith("&state=abc")
    code = back.split("code=")[1].split("&")[0]
    body = {"client_id": app.client_id, "client_secret": app.client_secret, "code": code}
    address = f"{shop.github.url}/login/oauth/access_token"
    answers = [
        shop.session.post(address, data=body, headers={"Accept": "application/json"}, timeout=20).json()
        for _ in range(2)
    ]
    token = answers[0]["access_token"]
    assert answers[1]["error"] == "bad_verification_code"
    assert shop.call("GET", "/user", token=token).json()["login"] == "ann"
    mine = shop.call("GET", "/user/installations", token=token).json()["installations"]
    repos = shop.call("GET", f"/user/installations/{mine[0]['id']}/repositories", token=token).json()
    assert [repo["full_name"] for repo in repos["repositories"]] == ["acme/shop"]
    assert shop.github.violations == ()


def test_a_manifest_becomes_an_app_once(shop):
    manifest = (
        '{"name": "Evenhand", "redirect_url": "http://127.0.0.1:9/setup", "hook_attributes": {"url": "http://x/"},'
        '"default_permissions": {"checks": "write"}, "default_events": ["pull_request"]}'
    )
    back = shop.session.post(
        f"{shop.github.url}/organizations/acme/settings/apps/new?state=s",
        data={"manifest": manifest},
        allow_redirects=False,
        timeout=20,
    ).headers["Location"]
    code = back.split("code=")[1].split("&")[0]
    made = shop.call("POST", f"/app-manifests/{code}/conversions")
    assert made.status_code == 201
    assert made.json()["webhook_secret"] == shop.github.app_credentials.webhook_secret
    assert shop.call("POST", f"/app-manifests/{code}/conversions").status_code == 404
