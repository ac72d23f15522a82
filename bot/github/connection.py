"""A PyGithub connection with the settings we can live with, and its errors in our words.

PyGithub's defaults repeat a POST ten times after a 502 (one review then lands four times), sleep in the worker for as
long as a rate limit lasts, and wait a second between writes. Here only reads are repeated, a limit of any kind goes
back to the queue as :class:`RetryLater`, and a write without a clear answer is :class:`Unanswered`.
"""

from __future__ import annotations

import re
from typing import Any

import requests
from github import Github, GithubException
from github.Auth import Auth
from github.GithubRetry import GithubRetry
from github.Requester import Requester

from bot import clock
from bot.github.errors import (
    BadCredentials,
    GitHubError,
    NotFound,
    PermissionMissing,
    Refused,
    RepositoryGone,
    RetryLater,
    Unanswered,
)

API_VERSION = "2022-11-28"
"""Pinned: the default of today, supported at least to March 2028."""
USER_AGENT = "evenhand"
TIMEOUT_S = 20
READ_RETRIES = 3
SECONDARY_WAIT_S = 60
"""GitHub asks for a minute where a secondary limit names no time of its own."""
UNAVAILABLE_WAIT_S = 30
_REDACTED = re.compile(r"(?:gh[a-z]_|github_pat_)[A-Za-z0-9_.\-]+")


class ReadRetry(GithubRetry):
    """Repeats reads after a 5xx. Limits are never slept out here: they are for the queue."""

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """See urllib3. Anything that names a time, or is a limit, is handed up."""
        if has_retry_after or status_code in {403, 429}:
            return False
        return super().is_retry(method, status_code, has_retry_after)


def connect(auth: Auth, api_url: str) -> Requester:
    """A requester for one job: it is not safe to share between threads."""
    github = Github(
        auth=auth,
        base_url=api_url.rstrip("/"),
        timeout=TIMEOUT_S,
        user_agent=USER_AGENT,
        per_page=100,
        retry=ReadRetry(
            total=READ_RETRIES,
            backoff_factor=0.5,
            allowed_methods=frozenset({"GET", "HEAD"}),
            max_rate_limit_wait=0,
        ),
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
        api_version=API_VERSION,
    )
    return github.requester


def call(
    requester: Requester,
    verb: str,
    path: str,
    body: Any = None,
    parameters: dict[str, Any] | None = None,
) -> tuple[dict[str, Any], Any]:
    """One API call: answer headers and decoded body. Raises the errors of :mod:`bot.github.errors`."""
    what = f"{verb} {path}"
    try:
        return requester.requestJsonAndCheck(
            verb,
            path,
            parameters=parameters,
            headers={"Accept": "application/vnd.github+json"},
            input=body,
        )
    except GithubException as error:
        raise translated(error, what, write=verb not in {"GET", "HEAD"}) from error
    except (requests.RequestException, OSError) as error:
        reason = f"{what}: no answer from GitHub ({type(error).__name__})"
        if verb in {"GET", "HEAD"}:
            raise RetryLater(UNAVAILABLE_WAIT_S, reason) from error
        raise Unanswered(reason) from error


def translated(error: GithubException, what: str, *, write: bool) -> GitHubError:
    """PyGithub's exception as the error that tells the caller what to do."""
    headers = {str(k).lower(): str(v) for k, v in (error.headers or {}).items()}
    said = _said(error)
    text = f"{what}: GitHub answered {error.status} {said}".rstrip()
    limited = _limit_wait_s(error.status, headers, said)
    if limited is not None:
        return RetryLater(limited, text)
    if error.status >= 500:
        return Unanswered(text) if write else RetryLater(UNAVAILABLE_WAIT_S, text)
    if error.status == 401:
        return BadCredentials(f"{text}. Check EVENHAND_GITHUB_APP_ID, the private key and the clock")
    if error.status == 403 and "suspended" in said.lower():
        from bot.github.errors import InstallationGone

        return InstallationGone(text)
    if error.status == 403:
        return PermissionMissing(
            f"{text}. An owner has to accept the App's permissions, see the installation's page"
        )
    if error.status in {410, 451}:
        return RepositoryGone(text)
    if error.status == 404:
        return NotFound(text)
    return Refused(text)


def _limit_wait_s(status: int, headers: dict[str, str], said: str) -> float | None:
    """Seconds to wait when the answer is a limit, primary or secondary; None when it is not."""
    after = headers.get("retry-after", "")
    if after.isdigit() and (status in {403, 429} or status >= 500):
        return float(after) + 1
    if status not in {403, 429}:
        return None
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(1.0, int(reset) - clock.now().timestamp() + 1)
    if status == 429 or Requester.isRateLimitError(said):
        return SECONDARY_WAIT_S
    return None


def _said(error: GithubException) -> str:
    data = error.data
    text = str(data.get("message") or "") if isinstance(data, dict) else ""
    if isinstance(data, dict) and data.get("errors"):
        text += f" {data['errors']}"
    return _REDACTED.sub("[token]", text)[:500]
