"""The App itself: installations, tokens, hook deliveries, the manifest flow."""

from __future__ import annotations

import json
import secrets
import threading
from datetime import timedelta
from typing import Any

from bot import clock
from bot.demo.standin.access import LEVELS
from bot.demo.standin.answers import Answer, Refusal, not_found
from bot.demo.standin.shapes import stamp
from bot.demo.standin.state import Delivery, Installation, Repository, Token, long_token
from bot.demo.standin.world import Call, handles

TOKEN_LIFE = timedelta(hours=1)
MANIFEST_LIFE = timedelta(hours=1)


@handles("apps/get-authenticated")
def app(call: Call) -> Answer:
    """The App."""
    return Answer(body=call.shapes.full_app())


@handles("apps/list-installations")
def installations(call: Call) -> Answer:
    """Where the App is installed."""
    return call.listed(list(call.state.installations.values()), call.shapes.installation)


def _installation(call: Call) -> Installation:
    found = call.state.installations.get(call.number("installation_id"))
    if found is None:
        raise not_found()
    return found


@handles("apps/get-installation")
def installation(call: Call) -> Answer:
    """One installation."""
    return Answer(body=call.shapes.installation(_installation(call)))


@handles("apps/get-repo-installation")
def of_repository(call: Call) -> Answer:
    """The installation that covers a repository."""
    found = call.state.installation_of(call.repo)
    if found is None:
        raise not_found()
    return Answer(body=call.shapes.installation(found))


@handles("apps/get-org-installation", "apps/get-user-installation")
def of_account(call: Call) -> Answer:
    """The installation on an account."""
    login = (call.params.get("org") or call.params.get("username") or "").lower()
    for found in call.state.installations.values():
        if found.account.login.lower() == login:
            return Answer(body=call.shapes.installation(found))
    raise not_found()


def covered(call: Call, installation: Installation) -> list[Repository]:
    """Living repositories that an installation covers."""
    return [
        repo
        for repo in call.state.repositories.values()
        if not repo.deleted
        and repo.owner is installation.account
        and (installation.repository_ids is None or repo.id in installation.repository_ids)
    ]


def _narrowed(call: Call, installation: Installation) -> frozenset[int] | None:
    body = call.body or {}
    names, ids = body.get("repositories"), body.get("repository_ids")
    if names is None and ids is None:
        return None
    allowed = covered(call, installation)
    by_name = {repo.name.lower(): repo.id for repo in allowed}
    chosen = ids if ids is not None else [by_name.get(name.lower()) for name in names or ()]
    if not chosen or any(repo_id not in by_name.values() for repo_id in chosen):
        text = "There is at least one repository that does not exist or is not accessible to the parent installation."
        raise Refusal(422, text)
    return frozenset(chosen)


@handles("apps/create-installation-access-token")
def token(call: Call) -> Answer:
    """A token of one hour, narrowed to some repositories and permissions."""
    installation = _installation(call)
    if installation.suspended_at is not None:
        raise Refusal(403, "This installation has been suspended")
    asked = (call.body or {}).get("permissions") or {}
    for name, level in asked.items():
        if LEVELS[level] > LEVELS[installation.permissions.get(name, "none")]:
            text = "The permissions requested are not granted to this installation."
            raise Refusal(422, text)
    permissions = {**(asked or installation.permissions), "metadata": "read"}
    repository_ids = _narrowed(call, installation)
    made = Token(
        text=long_token(call.world.keys.app_id),
        expires_at=clock.now() + TOKEN_LIFE,
        installation=installation,
        repository_ids=repository_ids,
        permissions=permissions,
    )
    call.state.tokens[made.text] = made
    selected = repository_ids is not None or installation.repository_ids is not None
    body: dict[str, Any] = {
        "token": made.text,
        "expires_at": stamp(made.expires_at),
        "permissions": permissions,
        "repository_selection": "selected" if selected else "all",
    }
    if repository_ids is not None:
        body["repositories"] = [
            call.shapes.repository(call.state.repositories[i]) for i in sorted(repository_ids)
        ]
    return Answer(201, body)


@handles("apps/revoke-installation-access-token")
def revoke(call: Call) -> Answer:
    """End the token that calls."""
    if call.actor.token is not None:
        call.state.tokens.pop(call.actor.token.text, None)
    return Answer(204)


@handles("apps/list-repos-accessible-to-installation")
def accessible(call: Call) -> Answer:
    """Repositories that the calling token covers."""
    token = call.actor.token
    if token is None or token.installation is None:
        raise not_found()
    repos = [
        repo
        for repo in covered(call, token.installation)
        if token.repository_ids is None or repo.id in token.repository_ids
    ]
    selection = "all" if token.repository_ids is None else "selected"
    return call.counted("repositories", repos, call.shapes.repository, repository_selection=selection)


@handles("apps/get-webhook-config-for-app", "apps/update-webhook-config-for-app")
def hook_config(call: Call) -> Answer:
    """Where the App's webhooks go; the secret is masked."""
    sender = call.world.sender
    if call.operation.writes and call.body.get("url"):
        sender.url = call.body["url"]
    body = {"content_type": "json", "insecure_ssl": "0", "secret": "********"}
    return Answer(body=body | ({"url": sender.url} if sender.url else {}))


def _item(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "guid": delivery.guid,
        "delivered_at": stamp(delivery.delivered_at),
        "redelivery": delivery.redelivery,
        "duration": round(delivery.duration_s, 2),
        "status": delivery.status,
        "status_code": delivery.status_code,
        "event": delivery.event,
        "action": delivery.action,
        "installation_id": delivery.installation_id,
        "repository_id": delivery.repository_id,
        "throttled_at": None,
    }


@handles("apps/list-webhook-deliveries")
def deliveries(call: Call) -> Answer:
    """Deliveries, newest first, by cursor."""
    wanted = call.query.get("status")
    rows = sorted(call.state.deliveries.values(), key=lambda delivery: delivery.id, reverse=True)
    rows = [row for row in rows if wanted is None or row.accepted == (wanted == "success")]
    cursor = call.query.get("cursor")
    if cursor:
        if not cursor.isdigit():
            raise Refusal(400, "Invalid cursor")
        rows = [row for row in rows if row.id < int(cursor)]
    size = max(1, min(int(call.query.get("per_page") or 30), 100))
    headers = {}
    if len(rows) > size:
        status = f"&status={wanted}" if wanted else ""
        after = f"{call.shapes.api}/app/hook/deliveries?per_page={size}{status}&cursor={rows[size - 1].id}"
        headers = {"Link": f'<{after}>; rel="next"'}
    return Answer(body=[_item(row) for row in rows[:size]], headers=headers)


def _delivery(call: Call) -> Delivery:
    found = call.state.deliveries.get(call.number("delivery_id"))
    if found is None:
        raise not_found()
    return found


@handles("apps/get-webhook-delivery")
def delivery(call: Call) -> Answer:
    """One delivery with request and answer."""
    found = _delivery(call)
    request = {"headers": found.headers, "payload": json.loads(found.payload)}
    response = {"headers": found.response_headers, "payload": found.response_body}
    return Answer(body={**_item(found), "url": "", "request": request, "response": response})


@handles("apps/redeliver-webhook-delivery")
def redeliver(call: Call) -> Answer:
    """Send a delivery again; it keeps its GUID and becomes a new record."""
    number = _delivery(call).id
    threading.Thread(target=call.world.sender.redeliver, args=(number,), daemon=True).start()
    return Answer(202, {})


@handles("apps/create-from-manifest")
def convert(call: Call) -> Answer:
    """The secrets of an App made from a manifest: once, within the hour."""
    manifest, made_at = call.state.manifests.pop(call.params["code"], ({}, clock.now() - MANIFEST_LIFE * 2))
    if clock.now() - made_at > MANIFEST_LIFE:
        raise not_found()
    call.shapes.app_permissions = dict(manifest.get("default_permissions") or {})
    call.shapes.app_events = list(manifest.get("default_events") or [])
    hook = manifest.get("hook_attributes") or {}
    secret = call.world.webhook_secret if hook else None
    call.world.sender.url = str(hook.get("url") or "")
    body = {
        **call.shapes.app(),
        "name": manifest.get("name") or call.shapes.app_slug,
        "client_secret": call.world.keys.client_secret,
        "webhook_secret": secret,
        "pem": call.world.private_key_pem,
    }
    return Answer(201, body)


def new_manifest_code(state: Any, manifest: dict[str, Any]) -> str:
    """Keep a manifest and give the code that converts it."""
    code = secrets.token_hex(20)
    state.manifests[code] = (manifest, clock.now())
    return code
