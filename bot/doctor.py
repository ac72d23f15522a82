"""``evenhand doctor``: looks at everything the service needs, and says of each what is wrong and how to mend it."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.embedded_redis import OLDEST, RedisMissing, find_server
from bot.github import GitHubError, InstallationTokens
from bot.github.connection import call
from bot.github.deliveries import AppDeliveries
from bot.jobs.connection import connect
from bot.ledger import Ledger, LedgerError, NotMigratedError
from bot.receiver.webhook import PATH
from bot.settings import Settings
from bot.setup.manifest import EVENTS as ALL_EVENTS
from bot.setup.manifest import PERMISSIONS as ALL_PERMISSIONS
from bot.webhook_actions import ACTIONS

GIT_OLDEST = (2, 31)
"""GIT_CONFIG_COUNT, which keeps tokens off command lines, is of git 2.31."""
SKEW_MAX_S = 30.0
"""An App's token is signed with the time: GitHub refuses one from the future, and ours is dated back by a minute."""
TIMEOUT_S = 10.0

PERMISSIONS: Mapping[str, str] = {
    name: level for name, level in ALL_PERMISSIONS.items() if name not in {"issues", "merge_queues"}
}
"""Without the other two the summary's issue and merge queues are off, by the team's own choice."""
EVENTS = frozenset(ALL_EVENTS) - {"merge_group"}
_LEVELS = {"read": 1, "write": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    found: str
    """What was seen, in words."""
    mend: str = ""
    """What to do about it; empty when nothing is to be done."""

    def __str__(self) -> str:
        mark = "ok      " if self.ok else "problem "
        return f"{mark} {self.name}: {self.found}" + (f"\n         {self.mend}" if self.mend else "")


def run(settings: Settings) -> list[Check]:
    """All checks, in the order in which things depend on each other. Changes nothing."""
    found = [_secrets(settings), _data_dir(settings), _git(), _redis(settings), _database(settings)]
    found += _github(settings)
    found.append(_webhook_answers(settings))
    return found


def _secrets(settings: Settings) -> Check:
    missing = [
        name
        for name, value in (
            ("EVENHAND_GITHUB_APP_ID", settings.app_id),
            ("EVENHAND_GITHUB_PRIVATE_KEY", settings.private_key),
            ("EVENHAND_WEBHOOK_SECRET", settings.webhook_secret),
        )
        if value is None
    ]
    if missing:
        return Check(
            "settings",
            False,
            f"{', '.join(missing)} not set",
            f"Open {settings.public_url}/setup, or set them (each may also be given as a file: add _FILE to the name).",
        )
    return Check("settings", True, f"App {settings.app_id}, webhook secret and private key are set")


def _data_dir(settings: Settings) -> Check:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=settings.data_dir) as probe:
            probe.write(b"x")
    except OSError as error:
        return Check(
            "data directory",
            False,
            f"{settings.data_dir} is not writable ({error.strerror})",
            "Make it writable for this user, or set EVENHAND_DATA_DIR.",
        )
    free = os.statvfs(settings.data_dir)
    free_gb = free.f_bavail * free.f_frsize / 1e9
    if free_gb < 1:
        return Check(
            "data directory",
            False,
            f"{settings.data_dir} has {free_gb:.1f} GB left",
            "Make room: mirrors of repositories live there.",
        )
    return Check("data directory", True, f"{settings.data_dir} is writable, {free_gb:.0f} GB free")


def _git() -> Check:
    try:
        said = subprocess.run(
            ["git", "--version"], capture_output=True, text=True, timeout=TIMEOUT_S, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return Check("git", False, "git does not run", "Install git 2.31 or newer.")
    numbers = re.search(r"(\d+)\.(\d+)", said)
    version = (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)
    if version < GIT_OLDEST:
        return Check("git", False, said.strip(), "Install git 2.31 or newer.")
    return Check("git", True, said.strip())


def _redis(settings: Settings) -> Check:
    if settings.redis_url is None:
        try:
            return Check("Redis", True, f"embedded, with {find_server()}")
        except RedisMissing as error:
            return Check("Redis", False, "none", str(error))
    try:
        with connect(settings.redis_url, 3.0) as client:
            about: Any = client.info()
            memory: Any = client.config_get("maxmemory-policy")
    except RedisError as error:
        return Check("Redis", False, f"does not answer: {error}", "Start it, or mend EVENHAND_REDIS_URL.")
    version = str(about["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        return Check("Redis", False, f"version {version}", "Update it to 6.2 or newer.")
    if memory.get("maxmemory-policy", "noeviction") != "noeviction":
        return Check(
            "Redis",
            False,
            f"it drops keys when memory is short ({memory['maxmemory-policy']})",
            "Set `maxmemory-policy noeviction`, or accepted work may be lost.",
        )
    if not about.get("aof_enabled"):
        return Check(
            "Redis",
            False,
            f"version {version}, without its append-only file",
            "Set `appendonly yes`, or a restart of Redis loses accepted work.",
        )
    return Check("Redis", True, f"version {version}, with its append-only file")


def _database(settings: Settings) -> Check:
    kind = settings.database.partition(":")[0]
    try:
        with closing(Ledger(settings.database)) as ledger:
            ledger.check()
    except NotMigratedError as error:
        if settings.embedded:
            return Check("database", True, f"{kind}, not made yet: `evenhand serve` will make it")
        return Check("database", False, str(error), "Run `evenhand migrate`.")
    except (LedgerError, SQLAlchemyError, OSError) as error:
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        return Check(
            "database", False, f"does not answer: {said}", "Start it, or mend EVENHAND_DATABASE_URL."
        )
    return Check("database", True, f"{kind}, with the newest schema")


def _github(settings: Settings) -> Iterator[Check]:
    before = time.monotonic()
    try:
        answer = requests.get(
            f"{settings.github_api_url}/meta", timeout=TIMEOUT_S, headers={"User-Agent": "evenhand"}
        )
    except requests.RequestException as error:
        yield Check(
            "GitHub",
            False,
            f"{settings.github_api_url} does not answer ({type(error).__name__})",
            "Let this machine reach it, or mend EVENHAND_GITHUB_URL; a proxy goes into HTTPS_PROXY.",
        )
        return
    yield Check("GitHub", True, f"{settings.github_api_url} answers")
    yield _skew(answer.headers.get("Date"), time.monotonic() - before)
    if settings.app_id is not None and settings.private_key is not None:
        yield from _app(settings)


def _skew(date: str | None, took_s: float) -> Check:
    try:
        theirs = parsedate_to_datetime(date or "").astimezone(UTC)
    except ValueError:
        return Check("clock", True, "GitHub named no time to compare with")
    skew_s = (clock.now() - theirs).total_seconds()
    if abs(skew_s) > SKEW_MAX_S + took_s:
        return Check(
            "clock",
            False,
            f"{abs(skew_s):.0f} s {'ahead of' if skew_s > 0 else 'behind'} GitHub's",
            "Turn on time synchronisation (NTP): GitHub refuses tokens with a wrong time.",
        )
    return Check("clock", True, f"within {SKEW_MAX_S:.0f} s of GitHub's")


def _app(settings: Settings) -> Iterator[Check]:
    settings_page = f"{settings.github_url}/settings/apps (or the organisation's), the App's page"
    try:
        requester = InstallationTokens(settings).app_requester()
        _, app = call(requester, "GET", "/app")
        _, hook = call(requester, "GET", "/app/hook/config")
    except GitHubError as error:
        yield Check(
            "App",
            False,
            str(error),
            "Compare EVENHAND_GITHUB_APP_ID and EVENHAND_GITHUB_PRIVATE_KEY with the App's settings page.",
        )
        return
    if str(app.get("id")) != settings.app_id:
        yield Check(
            "App",
            False,
            f"the key belongs to App {app.get('id')}, not {settings.app_id}",
            "Set EVENHAND_GITHUB_APP_ID to the App that the key was made for.",
        )
        return
    yield Check("App", True, f"{app.get('slug') or app.get('name')} ({app.get('id')}) accepts our key")
    given = app.get("permissions") or {}
    short = [
        f"{name}: {level}"
        for name, level in PERMISSIONS.items()
        if _LEVELS.get(given.get(name, ""), 0) < _LEVELS[level]
    ]
    yield Check(
        "permissions",
        not short,
        f"missing {', '.join(short)}" if short else "all that are needed",
        f"Add them at {settings_page}; each owner then accepts." if short else "",
    )
    unheard = sorted(EVENTS - set(app.get("events") or ()))
    yield Check(
        "events",
        not unheard,
        f"not subscribed: {', '.join(unheard)}" if unheard else "all that are needed",
        f"Tick them at {settings_page}." if unheard else "",
    )
    yield _deliveries(settings)
    yield _codex()
    wanted = settings.public_url + PATH
    url = str(hook.get("url") or "none")
    right = url.rstrip("/") == wanted and hook.get("content_type", "json") == "json"
    yield Check(
        "webhook",
        right,
        f"GitHub sends to {url} as {hook.get('content_type', 'json')}",
        "" if right else f"Set it to {wanted} with content type application/json at {settings_page}.",
    )


def _deliveries(settings: Settings) -> Check:
    """What GitHub could not deliver in the last day."""
    try:
        failed = AppDeliveries(InstallationTokens(settings)).failed(clock.now() - timedelta(days=1))
        missed = {one.guid for one in failed if one.action in ACTIONS.get(one.event, frozenset())}
    except (GitHubError, KeyError, TypeError, ValueError) as error:
        return Check(
            "deliveries", True, f"GitHub does not tell ({type(error).__name__}): an older server may not"
        )
    if missed:
        return Check(
            "deliveries",
            False,
            f"{len(missed)} of the last day did not arrive",
            "Mend what the checks above and below say, then run `evenhand redeliver`.",
        )
    return Check("deliveries", True, "all of the last day arrived")


def _codex() -> Check:
    """Not a fault, but a choice that only the team can make."""
    return Check(
        "attribution",
        True,
        "Codex mostly leaves a branch name (codex/...) alone, which counts as possible, not certain; a team that uses it lists "
        "codex under attribution.trust",
    )


def _webhook_answers(settings: Settings) -> Check:
    """An unsigned delivery must be refused: then the address leads to a receiver of ours."""
    url = settings.public_url + PATH
    try:
        answer = requests.post(url, json={}, timeout=TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        return Check(
            "receiver",
            False,
            f"{url} does not answer ({type(error).__name__})",
            "Start `evenhand serve`, or mend EVENHAND_PUBLIC_URL and what stands before it.",
        )
    if answer.status_code != 401:
        return Check(
            "receiver",
            False,
            f"{url} answers an unsigned delivery with {answer.status_code} where 401 is due",
            "Something else answers there: see EVENHAND_PUBLIC_URL and the proxy's paths.",
        )
    return Check("receiver", True, f"{url} refuses what is not signed")
