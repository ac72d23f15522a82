"""The configuration of a review: the repository's file on its base branch over the organisation's over our defaults.

A file that cannot be used never stops a review: the last one that could be used applies, and the check-run says so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from redis.exceptions import RedisError

from bot import markdown
from bot.github import GitHubError
from bot.ledger import Ledger
from bot.mirror import MirrorError, Remote, Unreachable, read_file
from bot.organisationfile import LIFE_S, key
from bot.pull_request import PullRequest
from checks.configfile import (
    ORGANISATION_FILE,
    REPOSITORY_FILE,
    Configuration,
    Layer,
    ReviewSettings,
    configure,
    read_layer,
)
from checks.rules import load_rules
from checks.yamlfile import ConfigError

log = logging.getLogger(__name__)

ORGANISATION = "organisation"
_SHOWN = {ORGANISATION: f"{{org}}/.github/{ORGANISATION_FILE}", "repository": REPOSITORY_FILE}


def effective(
    ledger: Ledger, pull: PullRequest, repository: str | None, organisation: str | None
) -> tuple[Configuration, tuple[str, ...]]:
    """The configuration that applies, and remarks on it for the check-run. The texts are None where there is no file."""
    places = {ORGANISATION: organisation, "repository": repository}
    names = {ORGANISATION: ORGANISATION, "repository": str(pull.repo_id)}
    good = ledger.good_configuration(pull.org, list(names.values()))
    layers: dict[str, Layer | None] = {}
    notes: list[str] = []
    for layer, text in places.items():
        file = _SHOWN[layer].format(org=pull.org)
        kept = good.get(names[layer])
        if text is None:
            layers[layer] = None
            if kept is not None:
                ledger.keep_configuration(pull.org, names[layer], None)
            continue
        try:
            layers[layer] = read_layer(layer, file, text.encode())
            if text != kept:
                ledger.keep_configuration(pull.org, names[layer], text)
        except ConfigError as error:
            layers[layer] = _kept(layer, file, kept)
            instead = "its last version that could be used applies" if layers[layer] else "it is left out"
            notes.append(f"{markdown.code(file)} cannot be used, so {instead}: {error}")
    found = configure(layers[ORGANISATION], layers["repository"], known_rules=load_rules().keys())
    return found, (*notes, *(str(note) for note in found.notes))


def kept_settings(ledger: Ledger, pull: PullRequest) -> ReviewSettings:
    """The settings as the last review found them, without reading any repository."""
    names = {ORGANISATION: ORGANISATION, "repository": str(pull.repo_id)}
    good = ledger.good_configuration(pull.org, list(names.values()))
    layers = {layer: _kept(layer, _SHOWN[layer], good.get(name)) for layer, name in names.items()}
    return configure(layers[ORGANISATION], layers["repository"]).review


def organisation_text(
    ledger: Ledger,
    pull: PullRequest,
    github_url: str,
    token: Callable[[int], str],
    redis: Any | None,
) -> str | None:
    """The organisation's file, from the cache or by git; None where it has none.

    ``token`` gives one for a repository's id, for a private ``.github`` repository that the App was installed on.
    While the server is away the last good copy stands in.
    """
    stored = None if redis is None else _cached(redis, key(pull.org))
    if stored is not None:
        text: str | None = json.loads(stored)
        return text
    full_name = f"{pull.org}/.github"
    remote = Remote(f"{github_url.rstrip('/')}/{full_name}.git")
    try:
        repo_id = ledger.repository_id(full_name)
        text = read_file(remote, ORGANISATION_FILE, None if repo_id is None else token(repo_id))
    except MirrorError as error:
        if isinstance(error, Unreachable):
            log.info("the organisation's configuration is not reachable: %s", error)
            return ledger.good_configuration(pull.org, [ORGANISATION]).get(ORGANISATION)
        text = None
    except GitHubError as error:
        log.info("no token for the organisation's configuration: %s", error)
        return ledger.good_configuration(pull.org, [ORGANISATION]).get(ORGANISATION)
    if redis is not None:
        try:
            redis.set(key(pull.org), json.dumps(text), ex=LIFE_S)
        except RedisError as error:
            log.info("not cached: %s", error)
    return text


def _cached(redis: Any, name: str) -> bytes | None:
    try:
        found: bytes | None = redis.get(name)
    except RedisError as error:
        log.info("cache not read: %s", error)
        return None
    return found


def _kept(layer: str, file: str, text: str | None) -> Layer | None:
    """A copy of an older version of ours may not be valid any more."""
    if text is None:
        return None
    try:
        return read_layer(layer, file, text.encode())
    except ConfigError:
        return None
