"""Mirrors of pull requests, fetched from a real git server."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest

from bot.mirror import (
    AccessDenied,
    FetchLimits,
    MirrorError,
    MirrorLimits,
    Mirrors,
    NoMergeBase,
    RefusedContent,
    Remote,
    RepositoryMissing,
    RevisionMissing,
    TooLarge,
    Unreachable,
    Wanted,
)
from checks.gitrepo import open_change


@pytest.fixture
def mirrors(tmp_path: Path) -> Mirrors:
    return Mirrors(tmp_path / "mirrors")


def pull(server: Any, *, any_sha: bool = True, **files: str | bytes) -> tuple[Any, Wanted]:
    """A repository with a base branch and a pull request 7 on top of it."""
    origin = server.repository("acme/shop", any_sha=any_sha)
    base = origin.commit({"app.py": "one\n", ".github/evenhand.yml": "families: {}\n"}, "Start")
    origin.push(base, "refs/heads/main")
    head = origin.commit(
        {"app.py": "one\ntwo\n", **files}, "Add two\n\nMore.\n\nCo-authored-by: Bot <bot@x.io>\n"
    )
    origin.push(head, "refs/pull/7/head")
    return origin, Wanted(Remote(origin.url), 42, 7, "main", base, head)


def test_base_head_merge_base_and_commits_are_at_hand_after_one_fetch(server: Any, mirrors: Mirrors) -> None:
    _, wanted = pull(server)
    with mirrors.open(wanted) as mirrored:
        assert mirrored.merge_base == wanted.base_sha
        assert mirrored.read_text(wanted.base_sha, ".github/evenhand.yml") == "families: {}\n"
        assert mirrored.read_text(wanted.base_sha, "absent") is None
        (commit,) = mirrored.commits
        assert (commit.author_name, commit.author_email) == ("Ada", "ada@example.com")
        assert commit.committer_email == "bob@example.com"
        assert commit.trailers == (("Co-authored-by", "Bot <bot@x.io>"),)
        assert commit.message.startswith("Add two\n\nMore.")
        with open_change(mirrored.repo_dir, wanted.base_sha, wanted.head_sha) as change:
            assert [f.path for f in change.files] == ["app.py"]


def test_a_second_review_of_the_same_head_needs_no_network(server: Any, mirrors: Mirrors) -> None:
    _, wanted = pull(server)
    with mirrors.open(wanted):
        pass
    server.requests.clear()
    with mirrors.open(wanted, lambda: pytest.fail("no token is needed")):
        pass
    assert server.requests == []


def test_a_server_that_serves_names_only_is_asked_by_name(server: Any, mirrors: Mirrors) -> None:
    origin, wanted = pull(server, any_sha=False)
    later = origin.commit({"app.py": "one\ntwo\nthree\n"}, "Later")
    origin.push(later, "refs/pull/7/head")
    with mirrors.open(wanted) as mirrored:
        assert len(mirrored.commits) == 1


def test_the_token_is_sent_in_a_header_and_is_nowhere_on_disk(
    server: Any, mirrors: Mirrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, wanted = pull(server)
    server.token = "Basic " + base64.b64encode(b"x-access-token:ghs_secret").decode()
    seen: list[list[str]] = []
    import subprocess

    real = subprocess.Popen

    class Watched(real):  # type: ignore[type-arg, misc]
        def __init__(self, arguments: list[str], *rest: Any, **named: Any) -> None:
            seen.append([str(a) for a in arguments])
            super().__init__(arguments, *rest, **named)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    with mirrors.open(wanted, lambda: "ghs_secret") as mirrored:
        assert all(sent == server.token for _, sent in server.requests)
        for root, _, names in os.walk(mirrors.root):
            for name in names:
                content = (Path(root) / name).read_bytes()
                assert b"ghs_secret" not in content
                assert server.token.split()[1].encode() not in content
        assert "remote" not in (mirrored.repo_dir / "config").read_text()
    assert seen
    assert not any("ghs_secret" in word or server.token in word for words in seen for word in words)


def test_a_refused_token_is_told_apart_from_a_missing_repository(server: Any, mirrors: Mirrors) -> None:
    origin, wanted = pull(server)
    server.token = "Basic other"
    with pytest.raises(AccessDenied), mirrors.open(wanted, lambda: "ghs_old"):
        pass
    server.token = None
    gone = Wanted(Remote(origin.url.replace("shop", "none")), 43, 7, "main", wanted.base_sha, wanted.head_sha)
    with pytest.raises(RepositoryMissing), mirrors.open(gone):
        pass
    server.status = 503
    with pytest.raises(Unreachable), mirrors.open(gone):
        pass


def test_a_head_that_was_force_pushed_away_is_named(server: Any, mirrors: Mirrors) -> None:
    origin, wanted = pull(server)
    lost = Wanted(Remote(origin.url), 42, 7, "main", wanted.base_sha, "0" * 39 + "1")
    with pytest.raises(RevisionMissing, match=r"head 0+1 is not there"), mirrors.open(lost):
        pass
    with (
        pytest.raises(RevisionMissing),
        mirrors.open(Wanted(Remote(origin.url), 42, 7, "main", "--help", "x")),
    ):
        pass


def test_unrelated_histories_have_no_merge_base(server: Any, mirrors: Mirrors) -> None:
    from subprocess import run

    origin, wanted = pull(server)
    run(["git", "checkout", "-q", "--orphan", "island"], cwd=origin.work, check=True)
    island = origin.commit({"island.py": "1\n"}, "Island")
    origin.push(island, "refs/pull/8/head")
    with (
        pytest.raises(NoMergeBase),
        mirrors.open(Wanted(Remote(origin.url), 42, 8, "main", wanted.base_sha, island)),
    ):
        pass


def test_large_files_stay_on_the_server_unless_the_change_touches_them(server: Any, mirrors: Mirrors) -> None:
    origin = server.repository("acme/large")
    asset, lock = os.urandom(3 << 20), os.urandom(2 << 20)
    base = origin.commit({"asset.bin": asset, "big.lock": lock, "a.py": "1\n"}, "Start")
    origin.push(base, "refs/heads/main")
    head = origin.commit({"big.lock": lock + b"more", "a.py": "2\n"}, "Change")
    origin.push(head, "refs/pull/1/head")
    with mirrors.open(Wanted(Remote(origin.url), 1, 1, "main", base, head)) as mirrored:
        size = sum(p.stat().st_size for p in (mirrored.repo_dir / "objects").rglob("*") if p.is_file())
        assert size < len(asset) + 2 * len(lock)
        server.requests.clear()
        with open_change(mirrored.repo_dir, base, head) as change:
            assert [f.path for f in change.files] == ["a.py", "big.lock"]
            assert change.head_tree.read("asset.bin") is None
            assert change.head_tree.read("a.py") == b"2\n"
        assert server.requests == []


def test_a_corrupt_mirror_is_made_anew_once(server: Any, mirrors: Mirrors) -> None:
    _, wanted = pull(server)
    with mirrors.open(wanted) as mirrored:
        repo_dir = mirrored.repo_dir
    for pack in (repo_dir / "objects/pack").glob("*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(b"PACK" + bytes(64))
    with mirrors.open(wanted) as mirrored:
        assert mirrored.read_text(wanted.head_sha, "app.py") == "one\ntwo\n"


def test_a_mirror_of_too_many_packs_is_made_anew(
    server: Any, mirrors: Mirrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin, wanted = pull(server)
    with mirrors.open(wanted):
        pass
    head = origin.commit({"app.py": "three\n"}, "Again")
    origin.push(head, "refs/pull/7/head")
    later = Wanted(wanted.remote, 42, 7, "main", wanted.base_sha, head)
    with mirrors.open(later) as mirrored:
        assert len(list((mirrored.repo_dir / "objects/pack").glob("*.pack"))) == 2
    monkeypatch.setattr("bot.mirror.store.PACKS_LIMIT", 1)
    with mirrors.open(later) as mirrored:
        assert len(list((mirrored.repo_dir / "objects/pack").glob("*.pack"))) == 1


def test_the_least_recently_used_mirror_makes_room(server: Any, tmp_path: Path) -> None:
    mirrors = Mirrors(tmp_path / "mirrors", MirrorLimits(all_bytes=1))
    _, wanted = pull(server)
    other = Wanted(wanted.remote, 43, 7, "main", wanted.base_sha, wanted.head_sha)
    with mirrors.open(wanted) as first:
        with mirrors.open(other) as second:
            assert first.repo_dir.is_dir(), "a mirror in use is never evicted"
        assert second.repo_dir != first.repo_dir
    with mirrors.open(other):
        assert not first.repo_dir.is_dir()


def test_a_repository_over_the_size_limit_is_refused_and_removed(server: Any, tmp_path: Path) -> None:
    mirrors = Mirrors(tmp_path / "mirrors", MirrorLimits(repository_bytes=100))
    _, wanted = pull(server)
    with pytest.raises(TooLarge), mirrors.open(wanted):
        pass
    assert list(mirrors.root.glob("*/*.git")) == []
    capped = Mirrors(tmp_path / "capped", MirrorLimits(fetch=FetchLimits(size_bytes=50)))
    with pytest.raises(TooLarge), capped.open(wanted):
        pass
    slow = Mirrors(tmp_path / "slow", MirrorLimits(fetch=FetchLimits(wall_s=0.0)))
    with pytest.raises(TooLarge), slow.open(wanted):
        pass


def test_a_tree_that_would_write_outside_the_repository_is_refused(server: Any, mirrors: Mirrors) -> None:
    """The object is malformed on purpose: a tree entry named ``.git``."""
    from subprocess import run

    origin, wanted = pull(server)

    def write(kind: str, content: bytes) -> str:
        done = run(
            ["git", "hash-object", "-t", kind, "-w", "--stdin", "--literally"],
            cwd=origin.bare, input=content, capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode().strip()

    blob = write("blob", b"#!/bin/sh\n")
    tree = write(
        "tree", b"40000 .git\0" + bytes.fromhex(write("tree", b"100755 hook\0" + bytes.fromhex(blob)))
    )
    commit = write(
        "commit",
        f"tree {tree}\nparent {wanted.base_sha}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nm\n".encode(),
    )
    run(["git", "update-ref", "refs/pull/9/head", commit], cwd=origin.bare, check=True)
    with (
        pytest.raises(RefusedContent),
        mirrors.open(Wanted(Remote(origin.url), 42, 9, "main", wanted.base_sha, commit)),
    ):
        pass
    with mirrors.open(wanted) as mirrored:
        assert mirrored.merge_base == wanted.base_sha, "the next pull request of the repository is unaffected"


def test_symlinks_and_hostile_commit_texts_are_only_text(server: Any, mirrors: Mirrors) -> None:
    origin, wanted = pull(server)
    (origin.work / "link").symlink_to("/etc/passwd")
    message = "Subject\n\n--upload-pack=touch x\n\nCo-authored-by: a\u202eb <x@y>\n"
    head = origin.commit({"-rf": "x\n", "ü ñ.py": "x\n"}, message, GIT_AUTHOR_NAME="$(id) `id`")
    origin.push(head, "refs/pull/7/head")
    with mirrors.open(Wanted(Remote(origin.url), 42, 7, "main", wanted.base_sha, head)) as mirrored:
        assert mirrored.read_text(head, "link") is None
        assert mirrored.read_text(head, "-rf") == "x\n"
        assert mirrored.read_text(head, "ü ñ.py") == "x\n"
        assert mirrored.read_text(head, "*.py") is None
        assert mirrored.commits[0].author_name == "$(id) `id`"
        assert len(mirrored.commits) == 2


@pytest.mark.parametrize(
    "url", ["file:///etc", "ssh://host/x", "https://user:pw@host/x", "ext::sh -c id", "--upload-pack=x"]
)
def test_only_plain_http_addresses_are_fetched_from(url: str) -> None:
    with pytest.raises(MirrorError):
        Remote(url)
