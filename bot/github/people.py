"""A person who signs in: the token for the code that GitHub sent back, and what GitHub lets the person see of us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests
from github.Auth import Token
from github.Requester import Requester

from bot.github.client import Client
from bot.github.connection import TIMEOUT_S, USER_AGENT, call, connect
from bot.github.errors import BadCredentials, NotFound, RetryLater

PAGE = 100
_AGAIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Person:
    """Who signed in, and the repositories with the App installed that GitHub shows to this person."""

    login: str
    repos: frozenset[str]
    """Full names in lower case."""


def redeem(github_url: str, client_id: str, client_secret: str, code: str, redirect_uri: str) -> str:
    """The person's token for a code of the web flow. Raises BadCredentials where GitHub refuses the code."""
    try:
        answer = requests.post(
            f"{github_url}/login/oauth/access_token",
            data={
                "client_id": client_id,
                "client_secret": client_secret,
                "code": code,
                "redirect_uri": redirect_uri,
            },
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )
        data = answer.json() if answer.status_code == 200 else {}
    except (requests.RequestException, ValueError) as error:
        raise RetryLater(_AGAIN_S, f"signing in: no answer from GitHub ({type(error).__name__})") from error
    if answer.status_code >= 500:
        raise RetryLater(_AGAIN_S, f"signing in: GitHub answered {answer.status_code}")
    token = data.get("access_token") if isinstance(data, dict) else None
    if not isinstance(token, str) or not token:
        reason = str(data.get("error", "no token")) if isinstance(data, dict) else "no token"
        raise BadCredentials(
            f"signing in: GitHub gave no token ({reason[:80]}). Check EVENHAND_OAUTH_CLIENT_ID and its secret"
        )
    return token


def person(api_url: str, token: str) -> Person:
    """Who the token belongs to, and the repositories of all installations that the person can see."""
    requester = connect(Token(token), api_url)
    try:
        login = str(call(requester, "GET", "/user")[1]["login"])
        repos = frozenset(
            str(repo["full_name"]).lower()
            for installation in _all(requester, "/user/installations", "installations")
            for repo in _all(
                requester, f"/user/installations/{int(installation['id'])}/repositories", "repositories"
            )
        )
    finally:
        requester.close()
    return Person(login, repos)


def may_write(client: Client, login: str) -> bool:
    """Whether a person may push to the client's repository; custom roles count by what they build on."""
    try:
        answer = client.get(f"/collaborators/{quote(login, safe='')}/permission")
    except NotFound:  # no such account, or one that GitHub shows to nobody
        return False
    return str(answer.get("permission")) in {"admin", "write"}


def _all(requester: Requester, path: str, member: str) -> Iterator[dict[str, Any]]:
    page = 1
    while True:
        _, data = call(requester, "GET", path, parameters={"per_page": PAGE, "page": page})
        yield from data[member]
        if len(data[member]) < PAGE:
            return
        page += 1
