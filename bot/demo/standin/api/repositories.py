"""Repositories and their git data: contents, trees, blobs, refs, commits, comparisons."""

from __future__ import annotations

import base64
from typing import Any

from bot.demo.standin import git
from bot.demo.standin.answers import Answer, Refusal, not_found
from bot.demo.standin.state import Repository, node_id
from bot.demo.standin.world import Call, handles

CONTENT_LIMIT = 1_000_000
BLOB_LIMIT = 100_000_000
DIRECTORY_LIMIT = 1_000
COMPARED_FILES = 300
COMPARED_COMMITS = 250
_TYPES = {"blob": "file", "tree": "dir", "commit": "submodule"}


@handles("repos/get")
def get(call: Call) -> Answer:
    """One repository."""
    return Answer(body=call.shapes.full_repository(call.repo))


def _sha(call: Call, revision: str) -> str:
    sha = git.resolve(call.repo.git_dir, revision) or git.branch_tip(call.repo.git_dir, revision)
    if sha is None:
        raise Refusal(404, f"No commit found for the ref {revision}")
    return sha


def _entries(
    repo: Repository, tree: str, *, recursive: bool = False
) -> list[tuple[str, str, str, int | None, str]]:
    """Mode, kind, sha, size and path of each entry of a tree."""
    flags = ["-r", "-t"] if recursive else []
    raw = git.run(repo.git_dir, "ls-tree", "-z", "-l", *flags, tree).decode(errors="replace")
    rows = []
    for line in raw.split("\x00"):
        if line:
            head, path = line.split("\t", 1)
            mode, kind, sha, size = head.split()
            rows.append((mode, kind, sha, None if size == "-" else int(size), path))
    return rows


@handles("repos/get-content")
def content(call: Call) -> Answer:
    """A file (to 1 MB with content), or the entries of a directory."""
    sha = _sha(call, call.query.get("ref") or call.repo.default_branch)
    path = call.params.get("path", "").strip("/")
    if any(part in ("", ".", "..") for part in path.split("/")) and path:
        raise not_found()
    try:
        kind = git.run(call.repo.git_dir, "cat-file", "-t", f"{sha}:{path}").decode().strip()
    except git.GitError as error:
        raise not_found() from error
    ref = call.query.get("ref") or call.repo.default_branch
    if kind == "tree":
        rows = _entries(call.repo, f"{sha}:{path}")[:DIRECTORY_LIMIT]
        prefix = f"{path}/" if path else ""
        return Answer(
            body=[
                _entry(call, f"{prefix}{name}", _TYPES[row_kind], row_sha, size or 0, ref)
                for _, row_kind, row_sha, size, name in rows
            ]
        )
    raw = git.run(call.repo.git_dir, "cat-file", "blob", f"{sha}:{path}")
    if ".raw" in call.accept:
        return Answer(raw=raw, media_type="application/vnd.github.v3.raw; charset=utf-8")
    blob = git.run(call.repo.git_dir, "rev-parse", f"{sha}:{path}").decode().strip()
    small = len(raw) <= CONTENT_LIMIT
    return Answer(
        body={
            **_entry(call, path, "file", blob, len(raw), ref),
            "content": base64.encodebytes(raw).decode() if small else "",
            "encoding": "base64" if small else "none",
        }
    )


def _entry(call: Call, path: str, kind: str, sha: str, size: int, ref: str) -> dict[str, Any]:
    api = f"{call.shapes.api}/repos/{call.repo.full_name}"
    url = f"{api}/contents/{path}?ref={ref}"
    page = f"{call.shapes.url}/{call.repo.full_name}/blob/{ref}/{path}"
    data = f"{api}/git/{'trees' if kind == 'dir' else 'blobs'}/{sha}"
    return {
        "name": path.rsplit("/", 1)[-1],
        "path": path,
        "sha": sha,
        "size": size,
        "url": url,
        "html_url": page,
        "git_url": data,
        "download_url": f"{call.shapes.url}/{call.repo.full_name}/raw/{ref}/{path}"
        if kind == "file"
        else None,
        "type": kind,
        "_links": {"self": url, "git": data, "html": page},
    }


@handles("git/get-blob")
def blob(call: Call) -> Answer:
    """A blob, base64."""
    sha = call.params["file_sha"]
    try:
        raw = git.run(call.repo.git_dir, "cat-file", "blob", sha)
    except git.GitError as error:
        raise not_found() from error
    if len(raw) > BLOB_LIMIT:
        raise Refusal(403, "This API returns blobs up to 100 MB in size.")
    return Answer(
        body={
            "sha": sha,
            "node_id": node_id("B", int(sha[:12], 16)),
            "size": len(raw),
            "url": f"{call.shapes.api}/repos/{call.repo.full_name}/git/blobs/{sha}",
            "content": base64.encodebytes(raw).decode(),
            "encoding": "base64",
        }
    )


@handles("git/get-tree")
def tree(call: Call) -> Answer:
    """A tree, recursive when asked."""
    try:
        raw = git.run(call.repo.git_dir, "rev-parse", "--verify", f"{call.params['tree_sha']}^{{tree}}")
    except git.GitError as error:
        raise not_found() from error
    sha = raw.decode().strip()
    api = f"{call.shapes.api}/repos/{call.repo.full_name}/git"
    rows = []
    for mode, kind, row_sha, size, path in _entries(call.repo, sha, recursive="recursive" in call.query):
        row: dict[str, Any] = {"path": path, "mode": mode, "type": kind, "sha": row_sha}
        if kind != "commit":
            row["url"] = f"{api}/{'trees' if kind == 'tree' else 'blobs'}/{row_sha}"
        if size is not None:
            row["size"] = size
        rows.append(row)
    return Answer(body={"sha": sha, "url": f"{api}/trees/{sha}", "tree": rows, "truncated": False})


@handles("git/get-ref")
def ref(call: Call) -> Answer:
    """A ref by its name below ``refs/``."""
    name = f"refs/{call.params['ref'].removeprefix('refs/')}"
    sha = git.resolve(call.repo.git_dir, name)
    if sha is None:
        raise not_found()
    api = f"{call.shapes.api}/repos/{call.repo.full_name}/git"
    return Answer(
        body={
            "ref": name,
            "node_id": node_id("REF", int(sha[:12], 16)),
            "url": f"{api}/{name}",
            "object": {"type": "commit", "sha": sha, "url": f"{api}/commits/{sha}"},
        }
    )


@handles("git/get-commit")
def git_commit(call: Call) -> Answer:
    """A commit as git holds it."""
    found = git.log(call.repo.git_dir, _sha(call, call.params["commit_sha"]), 1)[0]
    shape = call.shapes.commit(call.repo, found)
    inner = shape["commit"]
    keep = ("author", "committer", "message", "tree", "url", "verification")
    more = {name: shape[name] for name in ("sha", "node_id", "html_url", "parents")}
    return Answer(body={**{name: inner[name] for name in keep}, **more})


@handles("repos/list-commits")
def commits(call: Call) -> Answer:
    """History of a branch or path, newest first."""
    sha = _sha(call, call.query.get("sha") or call.repo.default_branch)
    listed = git.log(call.repo.git_dir, sha, 1000, call.query.get("path"))
    return call.listed(listed, lambda commit: call.shapes.commit(call.repo, commit))


@handles("repos/get-commit")
def commit(call: Call) -> Answer:
    """A commit with its files."""
    sha = git.resolve(call.repo.git_dir, call.params["ref"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.params['ref']}")
    found = git.log(call.repo.git_dir, sha, 1)[0]
    parent = found.parents[0] if found.parents else git.EMPTY_TREE
    files = git.changed_files(call.repo.git_dir, parent, sha)
    stats = {"additions": sum(f.additions for f in files), "deletions": sum(f.deletions for f in files)}
    return Answer(
        body={
            **call.shapes.commit(call.repo, found),
            "stats": {"total": sum(stats.values()), **stats},
            "files": [call.shapes.file(call.repo, sha, file) for file in files[:COMPARED_FILES]],
        }
    )


@handles("repos/compare-commits-with-basehead")
def compare(call: Call) -> Answer:
    """A comparison from the merge base: 300 files on page one, 250 commits or pages of them."""
    base_name, dots, head_name = call.params["basehead"].partition("...")
    if not dots:
        raise not_found()
    base, head = (_sha(call, name.rsplit(":", 1)[-1]) for name in (base_name, head_name))
    git_dir = call.repo.git_dir
    merge_base = git.merge_base(git_dir, base, head)
    if merge_base is None:
        raise Refusal(404, f"No common ancestor between {base_name} and {head_name}.")
    files = git.changed_files(git_dir, merge_base, head)
    for kind in ("diff", "patch"):
        if f".{kind}" in call.accept:
            if len(files) > COMPARED_FILES:
                raise Refusal(
                    406, f"Sorry, the diff exceeded the maximum number of files ({COMPARED_FILES})."
                )
            raw = git.diff_text(git_dir, merge_base, head, patch=kind == "patch")
            return Answer(raw=raw, media_type=f"application/vnd.github.v3.{kind}; charset=utf-8")
    ahead, behind = git.count_between(git_dir, base, head), git.count_between(git_dir, head, base)
    listed = git.commits_between(git_dir, base, head, 10_000)
    paged = "page" in call.query or "per_page" in call.query
    shown, headers = call.page(listed) if paged else (listed[-COMPARED_COMMITS:], {})
    first = int(call.query.get("page") or 1) == 1
    status = {(True, False): "ahead", (False, True): "behind", (True, True): "diverged"}.get(
        (ahead > 0, behind > 0), "identical"
    )
    page = f"{call.shapes.url}/{call.repo.full_name}/compare/{base_name}...{head_name}"
    shape = call.shapes.commit
    return Answer(
        body={
            "url": f"{call.shapes.api}/repos/{call.repo.full_name}/compare/{base_name}...{head_name}",
            "html_url": page,
            "permalink_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "base_commit": shape(call.repo, git.log(git_dir, base, 1)[0]),
            "merge_base_commit": shape(call.repo, git.log(git_dir, merge_base, 1)[0]),
            "status": status,
            "ahead_by": ahead,
            "behind_by": behind,
            "total_commits": ahead,
            "commits": [shape(call.repo, row) for row in shown],
            "files": [call.shapes.file(call.repo, head, file) for file in files[:COMPARED_FILES]]
            if first
            else [],
        },
        headers=headers,
    )


def _branch_names(repo: Repository) -> list[str]:
    return (
        git.run(repo.git_dir, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").decode().split()
    )


@handles("repos/list-branches")
def branches(call: Call) -> Answer:
    """Branches by name."""

    def shape(name: str) -> dict[str, Any]:
        sha = git.branch_tip(call.repo.git_dir, name)
        url = f"{call.shapes.api}/repos/{call.repo.full_name}/commits/{sha}"
        return {"name": name, "commit": {"sha": sha, "url": url}, "protected": False}

    return call.listed(_branch_names(call.repo), shape)


@handles("repos/get-branch")
def branch(call: Call) -> Answer:
    """One branch with its tip."""
    name = call.params["branch"]
    sha = git.branch_tip(call.repo.git_dir, name)
    if sha is None:
        raise Refusal(404, "Branch not found")
    api = f"{call.shapes.api}/repos/{call.repo.full_name}/branches/{name}"
    page = f"{call.shapes.url}/{call.repo.full_name}/tree/{name}"
    return Answer(
        body={
            "name": name,
            "commit": call.shapes.commit(call.repo, git.log(call.repo.git_dir, sha, 1)[0]),
            "_links": {"self": api, "html": page},
            "protected": False,
            "protection": {"enabled": False},
            "protection_url": f"{api}/protection",
        }
    )
