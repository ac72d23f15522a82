"""The organisation's file in its ``.github`` repository: by git, cached, and never a reason to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import organisationfile
from bot.jobs import context, installations
from bot.jobs.backlog import Taken
from bot.jobs.events import Event
from bot.receiver.reading import Ignored, read
from bot.review import configuration
from tests.bot.review.organisation import FLAWED, Org, run


def write(org: Org, bare: Path, text: str, directory: Path) -> None:
    directory.mkdir(exist_ok=True)
    run(directory, "init", "-q", "-b", "main")
    (directory / "evenhand.yml").write_text(text)
    run(directory, "add", "-A")
    run(directory, "commit", "-q", "-m", "Configure")
    run(directory, "push", "-q", "--force", str(bare), "HEAD:refs/heads/main")


def test_it_applies_without_a_call_of_the_api(org: Org, tmp_path: Path) -> None:
    bare = org.github.create_repository("acme", ".github")
    write(org, bare, "fail_level: never\n", tmp_path / "dotgithub")
    org.commit("flawed", {"app/users.py": FLAWED})
    assert org.review(org.open("flawed")).conclusion == "neutral"
    assert org.calls() == ["checks/create", "pulls/create-review"]


def test_a_private_one_is_read_with_a_token_of_its_own(org: Org, tmp_path: Path) -> None:
    bare = org.github.create_repository("acme", ".github", private=True)
    write(org, bare, "fail_level: never\n", tmp_path / "dotgithub")
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    assert org.review(pull).conclusion == "failure", "not known to belong to the installation"
    repo = org.github.repository("acme/.github")
    org.ledger.installation_created(pull.installation_id, "acme", [(repo.id, "acme/.github")])
    assert org.review(pull).conclusion == "neutral"


def test_it_is_fetched_once_until_a_push_to_it_is_told(org: Org, tmp_path: Path, redis: Any) -> None:
    bare = org.github.create_repository("acme", ".github")
    write(org, bare, "comment_limit: 3\n", tmp_path / "dotgithub")
    org.commit("topic", {"app/users.py": FLAWED})
    pull = org.open("topic")

    def read_now() -> str | None:
        return configuration.organisation_text(
            org.ledger, pull, org.settings.github_url, lambda _: "unused", redis
        )

    assert read_now() == "comment_limit: 3\n"
    write(org, bare, "comment_limit: 4\n", tmp_path / "dotgithub2")
    assert read_now() == "comment_limit: 3\n"
    payload = {
        "ref": "refs/heads/main",
        "repository": {"id": 9, "name": ".github", "full_name": "acme/.github", "default_branch": "main"},
        "installation": {"id": 1},
    }
    event = read("push", payload, "d", "2026-11-22T12:00:00Z")
    assert isinstance(event, Event)
    here: Any = context.JobContext(org.settings, None, None, redis)  # type: ignore[arg-type]
    installations.run(here, Taken("installation:1", 1, 0, 0, "", ()), [event], lambda: False)
    assert read_now() == "comment_limit: 4\n"
    other = {**payload, "ref": "refs/heads/topic"}
    assert isinstance(read("push", other, "d", "2026-11-22T12:00:00Z"), Ignored)


def test_that_there_is_none_is_remembered_too(org: Org, redis: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    org.commit("topic", {"app/users.py": FLAWED})
    pull = org.open("topic")
    for _ in range(2):
        found = configuration.organisation_text(
            org.ledger, pull, org.settings.github_url, lambda _: "unused", redis
        )
        assert found is None
        monkeypatch.setattr(configuration, "read_file", None)
    assert redis.ttl(organisationfile.key("ACME")) > 0


def test_while_git_is_away_the_last_good_copy_stands_in(org: Org) -> None:
    org.commit("topic", {"app/users.py": FLAWED})
    pull = org.open("topic")
    org.ledger.record_pull_request(pull, None)
    org.ledger.keep_configuration("acme", "organisation", "comment_limit: 7\n")
    found = configuration.organisation_text(org.ledger, pull, "http://127.0.0.1:1", lambda _: "unused", None)
    assert found == "comment_limit: 7\n"
