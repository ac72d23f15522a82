"""Repositories over smart HTTP, as a mirror fetches them."""

from __future__ import annotations

import base64
import subprocess

import pytest

from bot.demo.standin import HistoryError
from bot.demo.standin.git import environment


def _git(shop, *arguments: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    extra = ["-c", f"http.extraHeader=Authorization: Basic {header}"] if token else []
    return subprocess.run(
        ["git", *extra, *arguments], env=environment(), capture_output=True, text=True, check=False
    )


def test_a_token_clones_without_large_blobs_and_fetches_pull_request_heads(shop, tmp_path):
    shop.commit({"large.bin": "x" * 2_000_000})
    shop.push("feature")
    shop.github.synchronize("acme/shop", 1)
    mirror = str(tmp_path / "mirror")
    token = shop.token(permissions={"contents": "read"})
    address = f"{shop.github.url}/acme/shop.git"
    cloned = _git(shop, "clone", "--quiet", "--bare", "--filter=blob:limit=1m", address, mirror, token=token)
    assert cloned.returncode == 0, cloned.stderr
    fetched = _git(
        shop, "-C", mirror, "fetch", "--quiet", "origin", "refs/pull/1/head:refs/pull/1", token=token
    )
    assert fetched.returncode == 0, fetched.stderr
    assert _git(shop, "-C", mirror, "rev-parse", "refs/pull/1").stdout.strip() == shop.head
    objects = _git(shop, "-C", mirror, "rev-list", "--objects", "--missing=print", "refs/pull/1").stdout
    assert sum(line.startswith("?") for line in objects.splitlines()) == 1
    bare = _git(shop, "-C", mirror, "fetch", "--quiet", "origin", shop.head, token=token)
    assert bare.returncode == 0, bare.stderr


def test_a_private_repository_asks_for_credentials(shop, tmp_path):
    address = f"{shop.github.url}/acme/shop.git"
    assert "could not read Username" in _git(shop, "ls-remote", address).stderr
    assert _git(shop, "ls-remote", address, token="ghs_wrong").returncode != 0
    unreadable = shop.token(permissions={"checks": "write"})
    assert "403" in _git(shop, "ls-remote", address, token=unreadable).stderr
    assert [call.status for call in shop.github.calls if call.kind == "git"][:1] == [401]


def test_a_public_repository_needs_none(shop):
    shop.github.create_repository("acme", "open")
    assert _git(shop, "ls-remote", f"{shop.github.url}/acme/open.git").returncode == 0


def test_pull_requests_from_forks_are_fetched_from_the_base(shop, tmp_path):
    fork = shop.github.create_repository("zoe", "shop", fork_of="acme/shop", private=True)
    shop.commit({"fork.py": "x = 1\n"})
    shop.git("push", "--quiet", str(fork), "HEAD:refs/heads/idea")
    pull = shop.github.open_pull_request(
        "acme/shop", "idea", "main", "From a fork", "", "zoe", head_repo="zoe/shop"
    )
    listed = _git(shop, "ls-remote", f"{shop.github.url}/acme/shop.git", token=shop.token()).stdout
    assert f"{pull.head_sha}\trefs/pull/{pull.number}/head" in listed
    shop.github.delete_repository("zoe/shop")
    shape = shop.call("GET", f"/repos/acme/shop/pulls/{pull.number}", token=shop.token()).json()
    assert shape["head"]["repo"] is None
    assert shop.github.violations == ()


@pytest.mark.parametrize("method", ["merge", "squash"])
def test_merging_makes_a_real_commit_on_the_base(shop, method):
    sha = shop.github.merge("acme/shop", 1, by="ann", method=method)
    assert (
        shop.call("GET", "/repos/acme/shop/git/ref/heads/main", token=shop.token()).json()["object"]["sha"]
        == sha
    )
    shape = shop.call("GET", "/repos/acme/shop/pulls/1", token=shop.token()).json()
    assert (shape["merged"], shape["merge_commit_sha"], shape["merged_by"]["login"]) == (True, sha, "ann")
    with pytest.raises(HistoryError, match="closed"):
        shop.github.merge("acme/shop", 1)


def test_a_large_diff_is_refused_as_too_large(shop):
    shop.commit({f"many/file{number}.txt": "x\n" for number in range(301)})
    shop.push("feature")
    shop.github.synchronize("acme/shop", 1)
    token = shop.token()
    diff = {"Accept": "application/vnd.github.v3.diff"}
    assert shop.call("GET", "/repos/acme/shop/pulls/1", headers=diff, token=token).status_code == 406
    page = shop.call("GET", "/repos/acme/shop/compare/main...feature", token=token).json()
    assert len(page["files"]) == 300
    files = shop.call("GET", "/repos/acme/shop/pulls/1/files?per_page=100&page=4", token=token).json()
    assert len(files) == 3
