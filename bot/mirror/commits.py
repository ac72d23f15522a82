"""The commits of a pull request, with the trailers that git itself finds in their messages."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.mirror.errors import MirrorBroken
from checks.gitprocess import TIME_LIMIT_S, GitError, base_environment, run_git

COMMIT_LIMIT = 250
MESSAGE_LIMIT = 20_000
OUTPUT_LIMIT_BYTES = 32 * 1024 * 1024
_FIELDS = ("%H", "%P", "%an", "%ae", "%cn", "%ce", "%ct", "%B", "%(trailers:only,unfold)")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the pull request. Names and texts are as their author wrote them: not to be trusted."""

    sha: str
    parents: tuple[str, ...]
    author_name: str
    author_email: str
    committer_name: str
    committer_email: str
    committed_s: int
    message: str
    trailers: tuple[tuple[str, str], ...]
    """(key, value) in order, by git's own rules for what is a trailer."""


def read_commits(git_dir: Path, base: str, head: str) -> tuple[Commit, ...]:
    """Commits that are in head and not in base, newest first, at most 250."""
    out = read_git(
        git_dir,
        "log",
        "-z",
        f"--max-count={COMMIT_LIMIT}",
        "--encoding=UTF-8",
        "--no-show-signature",
        "--format=" + "%x00".join(_FIELDS),
        f"{base}..{head}",
        "--",
    )
    fields = out.decode("utf-8", "replace").split("\0")
    width = len(_FIELDS)
    return tuple(_commit(fields[at : at + width]) for at in range(0, len(fields) - width + 1, width))


def read_git(git_dir: Path, *arguments: str, ok: tuple[int, ...] = (0,)) -> bytes:
    """Output of a git command that only reads the mirror. Raises MirrorBroken where git cannot answer."""
    return ask_git(git_dir, *arguments, ok=ok)[0]


def ask_git(git_dir: Path, *arguments: str, ok: tuple[int, ...] = (0,)) -> tuple[bytes, int]:
    """As :func:`read_git`, with the exit status."""
    env = _environment(git_dir)
    try:
        output = run_git(arguments, env, git_dir, ok=ok, limit_bytes=OUTPUT_LIMIT_BYTES)
    except GitError as error:
        raise MirrorBroken(str(error)) from error
    return output.out, output.status


def missing_objects(git_dir: Path, object_ids: Sequence[str]) -> list[str]:
    """Those of the objects that the mirror does not hold."""
    try:
        done = subprocess.run(
            ["git", "cat-file", "--batch-check"],
            input="".join(f"{oid}\n" for oid in object_ids).encode("ascii"),
            capture_output=True,
            cwd=git_dir,
            env=_environment(git_dir),
            timeout=TIME_LIMIT_S,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise MirrorBroken(f"{git_dir}: git cat-file cannot answer: {error}") from error
    return [
        row.split()[0]
        for row in done.stdout.decode("ascii", "replace").splitlines()
        if row.endswith(" missing")
    ]


def _environment(git_dir: Path) -> dict[str, str]:
    env = base_environment() | {"GIT_DIR": str(git_dir), "GIT_LITERAL_PATHSPECS": "1"}
    count = int(env["GIT_CONFIG_COUNT"])
    return env | {
        f"GIT_CONFIG_KEY_{count}": "safe.directory",
        f"GIT_CONFIG_VALUE_{count}": str(git_dir),
        "GIT_CONFIG_COUNT": str(count + 1),
    }


def _commit(fields: list[str]) -> Commit:
    sha, parents, author, author_email, committer, committer_email, time_s, message, trailers = fields
    return Commit(
        sha=sha.strip(),
        parents=tuple(parents.split()),
        author_name=author,
        author_email=author_email,
        committer_name=committer,
        committer_email=committer_email,
        committed_s=int(time_s or 0),
        message=message.strip("\n")[:MESSAGE_LIMIT],
        trailers=tuple(
            (key.strip(), value.strip())
            for key, colon, value in (row.partition(":") for row in trailers[:MESSAGE_LIMIT].split("\n"))
            if colon
        ),
    )
