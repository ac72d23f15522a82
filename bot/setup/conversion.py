"""From the code that GitHub sends back to the secrets of the new App, kept where the service reads them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import requests

from bot.github import GitHubError, InstallationTokens
from bot.github.connection import API_VERSION, TIMEOUT_S, USER_AGENT, call
from bot.settings import Settings, write_secrets
from bot.setup.manifest import WEBHOOK_PATH, reachable

_CODE = re.compile(r"[A-Za-z0-9_-]{1,200}")


class ConversionError(RuntimeError):
    """GitHub did not give the App's secrets; the text says what to do."""


@dataclass(frozen=True, slots=True)
class NewApp:
    """The App that GitHub made. Secrets are kept out of ``repr`` by being in ``values`` alone."""

    app_id: str
    name: str
    page: str
    """The App's public page on GitHub."""
    values: Mapping[str, str]
    """Setting -> value, as they belong into the environment."""
    hook_told: bool
    """Whether GitHub knows our webhook address and secret."""

    def __repr__(self) -> str:
        return f"NewApp({self.app_id!r}, {self.name!r})"


def convert(settings: Settings, code: str) -> NewApp:
    """Exchange the code. It is good once, for an hour. Raises ConversionError."""
    if not _CODE.fullmatch(code):
        raise ConversionError("GitHub's answer has no usable code. Begin again from the first page.")
    try:
        answer = requests.post(
            f"{settings.github_api_url}/app-manifests/{code}/conversions",
            headers={
                "Accept": "application/vnd.github+json",
                "User-Agent": USER_AGENT,
                "X-GitHub-Api-Version": API_VERSION,
            },
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        data: Any = answer.json() if answer.status_code == 201 else {}
    except (requests.RequestException, ValueError) as error:
        raise ConversionError(
            f"{settings.github_api_url} did not answer ({type(error).__name__}). Let this machine reach it, then begin again: "
            "the App that GitHub just made can be deleted on its settings page."
        ) from error
    if answer.status_code != 201 or not isinstance(data, dict):
        raise ConversionError(
            f"GitHub answered {answer.status_code}: the code was used before or is older than an hour. Begin again from the first page."
        )
    try:
        values = {
            "EVENHAND_GITHUB_APP_ID": str(int(data["id"])),
            "EVENHAND_GITHUB_PRIVATE_KEY": str(data["pem"]),
            "EVENHAND_OAUTH_CLIENT_ID": str(data["client_id"]),
            "EVENHAND_OAUTH_CLIENT_SECRET": str(data["client_secret"]),
        }
        given = data.get("webhook_secret")
        values["EVENHAND_WEBHOOK_SECRET"] = str(given or secrets.token_hex(32))
        page = str(data["html_url"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConversionError(
            "GitHub's answer lacks what an App needs. Begin again from the first page."
        ) from error
    if not page.startswith(settings.github_url + "/"):
        page = settings.github_url
    told = bool(given) or _tell_hook(settings, values)
    return NewApp(values["EVENHAND_GITHUB_APP_ID"], str(data.get("name") or "Evenhand"), page, values, told)


def keep(settings: Settings, made: NewApp) -> None:
    """Write the secrets to ``secrets.env`` of the data directory (0600)."""
    write_secrets(settings.data_dir, made.values)


def _tell_hook(settings: Settings, values: Mapping[str, str]) -> bool:
    """Where the manifest named no webhook GitHub made no secret: it is told ours, if it can reach us at all."""
    if not reachable(settings.public_url, settings.github_url):
        return False
    app = replace(
        settings, app_id=values["EVENHAND_GITHUB_APP_ID"], private_key=values["EVENHAND_GITHUB_PRIVATE_KEY"]
    )
    hook = {
        "url": settings.public_url + WEBHOOK_PATH,
        "content_type": "json",
        "secret": values["EVENHAND_WEBHOOK_SECRET"],
    }
    try:
        call(InstallationTokens(app).app_requester(), "PATCH", "/app/hook/config", hook)
    except GitHubError:
        return False
    return True
