"""The one git command that uses the network: a fetch, with its credentials in the environment and hard limits.

The repository on disk knows no remote and no promisor, so nothing that reads it later can reach the network. Address,
filter and token are given to the fetch alone, as ``GIT_CONFIG_*`` variables: they are neither in the argument list,
which any local account can read, nor in a file.
"""

from __future__ import annotations

import base64
import os
import re
import resource
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.mirror.errors import (
    AccessDenied,
    MirrorBroken,
    MirrorError,
    RefusedContent,
    RepositoryMissing,
    RevisionMissing,
    TooLarge,
    Unreachable,
)
from checks.gitprocess import base_environment
from checks.silence import SIZE_LIMIT_BYTES

REMOTE = "origin"
_PASSED_ON = (
    "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
)  # fmt: skip
"""How this machine reaches the network is the operator's business."""

_TOLERATED = (
    "badEmail", "badName", "badTimezone", "missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeDate",
    "missingSpaceBeforeEmail", "multipleAuthors", "zeroPaddedDate", "zeroPaddedFilemode", "nullSha1",
    "badDateOverflow", "gitmodulesParse", "missingTaggerEntry", "badTagName",
)  # fmt: skip
"""fsck messages about old and harmless history; a repository with such a commit of 2008 is still reviewed."""

_MISSING = re.compile(
    r"not our ref|couldn't find remote ref|unadvertised object|no such remote ref", re.IGNORECASE
)
_GONE = re.compile(
    r"repository .*not found|returned error: (?:404|410|451)|returned error: 403", re.IGNORECASE
)
_DENIED = re.compile(r"returned error: 401|authentication failed|could not read Username", re.IGNORECASE)
_FSCK = re.compile(
    r"fsck error|invalid path|contains (?:forbidden|\.git)|malformed|bad object type", re.IGNORECASE
)
_BROKEN = re.compile(
    r"bad object|corrupt|unable to read|missing (?:blob|tree|commit|object)|not a git repository|loose object"
    r"|did not send all necessary objects|is empty|packfile .* (?:cannot|does not)|index-pack (?:died|failed)",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"early EOF|hung up|RPC failed|timed out", re.IGNORECASE)
_LARGE = re.compile(r"file too large|write error|maximum allowed size|no space left", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one fetch may take."""

    wall_s: float = 600.0
    size_bytes: int = 4 * 1024**3
    """Largest single file (pack) that git may write."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A repository's address on the server, without any credential."""

    url: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise MirrorError(f"not an address we fetch from: {self.url!r}")


def fetch(
    git_dir: Path,
    remote: Remote,
    token: str | None,
    refspecs: Sequence[str],
    limits: FetchLimits,
    depth: int | None = None,
) -> None:
    """Fetch refspecs into the bare repository, ``depth`` commits of them or all. Raises one of :mod:`bot.mirror.errors`."""
    arguments = [
        "fetch", "--quiet", "--no-tags", "--no-auto-gc", "--no-write-fetch-head", "--no-recurse-submodules",
        "--force", *([] if depth is None else [f"--depth={depth}"]), REMOTE, *refspecs,
    ]  # fmt: skip
    status, said = _run(arguments, git_dir, _environment(git_dir, remote, token), limits)
    if status != 0:
        raise _error(said, status, remote)


def _environment(git_dir: Path, remote: Remote, token: str | None) -> Mapping[str, str]:
    scheme = urlsplit(remote.url).scheme
    env = base_environment()
    env |= {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    env |= {"GIT_DIR": str(git_dir), "GIT_ALLOW_PROTOCOL": scheme}
    pairs = {
        "protocol.allow": "never",
        f"protocol.{scheme}.allow": "always",
        f"remote.{REMOTE}.url": remote.url,
        f"remote.{REMOTE}.promisor": "true",
        f"remote.{REMOTE}.partialCloneFilter": f"blob:limit={SIZE_LIMIT_BYTES + 1}",
        "credential.helper": "",
        "core.askPass": "",
        "core.compression": "-1",
        "fetch.fsckObjects": "true",
        "transfer.fsckObjects": "true",
        "fetch.unpackLimit": "1",
        "http.lowSpeedLimit": "1000",
        "http.lowSpeedTime": "60",
        "http.maxRequests": "2",
        "safe.directory": str(git_dir),
        **{f"fetch.fsck.{name}": "ignore" for name in _TOLERATED},
    }
    if token is not None:
        basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        pairs[f"http.{_origin(remote.url)}.extraHeader"] = f"Authorization: Basic {basic}"
    start = int(env["GIT_CONFIG_COUNT"])
    for number, (key, value) in enumerate(pairs.items(), start):
        env[f"GIT_CONFIG_KEY_{number}"] = key
        env[f"GIT_CONFIG_VALUE_{number}"] = value
    env["GIT_CONFIG_COUNT"] = str(start + len(pairs))
    return env


def _run(
    arguments: Sequence[str], git_dir: Path, env: Mapping[str, str], limits: FetchLimits
) -> tuple[int, str]:
    """Run git in its own process group, so that its transport helpers end with it."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            ["git", *arguments],
            cwd=git_dir,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        if hasattr(resource, "prlimit"):  # Linux; elsewhere the size is only measured afterwards
            try:
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limits.size_bytes, limits.size_bytes))
            except ProcessLookupError:
                pass
        try:
            status = process.wait(limits.wall_s)
        except subprocess.TimeoutExpired:
            raise TooLarge(f"the fetch took longer than {limits.wall_s:.0f} s and was stopped") from None
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        errors.seek(0)
        return status, errors.read(65536).decode("utf-8", "replace")


def _error(said: str, status: int, remote: Remote) -> MirrorError:
    lines = [row.strip() for row in said.splitlines() if row.strip()]
    text = f"{remote.url}: {lines[-1] if lines else f'git fetch ended with {status}'}"[:500]
    if _MISSING.search(said):
        return RevisionMissing(text)
    if _DENIED.search(said):
        return AccessDenied(text)
    if _GONE.search(said):
        return RepositoryMissing(text)
    if _FSCK.search(said):
        return RefusedContent(text)
    killed = "invalid index-pack output" in said and not _CUT_OFF.search(said)
    if _LARGE.search(said) or killed or status == -signal.SIGXFSZ:
        return TooLarge(text)
    if _BROKEN.search(said):
        return MirrorBroken(text)
    return Unreachable(text)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
