"""Runs git on a repository that nobody vouches for: no hooks, no network, no programs from its configuration.

git never sees a shell, never prompts, never reads the machine's or the user's configuration (but for the few
values in :data:`_KEPT_FROM_USER`, which a work tree cannot be read right without), and gives up after a time limit.
"""

from __future__ import annotations

import os
import subprocess
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

TIME_LIMIT_S = 120.0
"""One git command that takes longer is given up."""

_KEPT_FROM_USER = r"^(safe\.directory|core\.(excludesfile|autocrlf|eol|safecrlf))$"

_FIXED = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.quotePath": "false",
    "core.bigFileThreshold": "1m",
    "core.compression": "0",
    "core.safecrlf": "false",
    "core.pager": "cat",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "submodule.recurse": "false",
    "advice.addEmbeddedRepo": "false",
    "protocol.allow": "never",
}


class GitError(Exception):
    """git could not answer; the text says what was asked of which repository and how to mend it."""


class MissingObjects(GitError):
    """A partial clone lacks objects that the command needs; they are never fetched from here."""


@dataclass(frozen=True)
class Git:
    """One repository and the environment in which git reads it.

    ``work_tree`` points at an empty directory where attributes of the repository's own files must not count: a
    change could otherwise declare its code binary in ``.gitattributes`` and vanish from the diff.
    """

    git_dir: Path
    work_tree: Path
    index: Path
    objects: Path | None = None
    """Directory that takes new objects in place of the repository's own; None where nothing is written."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Environment on top of the fixed one: a mirror's credentials and allowed protocols."""

    def environment(self) -> dict[str, str]:
        """Environment for one git process."""
        env = base_environment()
        env |= {
            "GIT_DIR": str(self.git_dir),
            "GIT_WORK_TREE": str(self.work_tree),
            "GIT_INDEX_FILE": str(self.index),
        }
        if self.objects is not None:
            env["GIT_OBJECT_DIRECTORY"] = str(self.objects)
            env["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = _quoted(self.git_dir_objects)
        return env | dict(self.extra)

    @property
    def git_dir_objects(self) -> Path:
        """Where the repository keeps its objects (shared by the work trees of one repository)."""
        common = self.git_dir / "commondir"
        root = (self.git_dir / common.read_text().strip()).resolve() if common.is_file() else self.git_dir
        return root / "objects"

    def run(
        self,
        *arguments: str,
        ok: tuple[int, ...] = (0,),
        limit_bytes: int | None = None,
        time_limit_s: float = TIME_LIMIT_S,
    ) -> Output:
        """Run one command. Raises GitError on an exit status that is not in ``ok`` or after the time limit."""
        return run_git(
            arguments,
            self.environment(),
            self.work_tree,
            ok=ok,
            limit_bytes=limit_bytes,
            time_limit_s=time_limit_s,
        )

    def text(self, *arguments: str) -> str:
        """First line of what one command prints."""
        return self.run(*arguments).out.decode("utf-8", "surrogateescape").strip("\n")


@dataclass(frozen=True, slots=True)
class Output:
    """What a git command printed. ``cut`` says that it had more to print than the limit."""

    out: bytes
    status: int
    error: str
    cut: bool = False


def run_git(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    directory: Path,
    *,
    ok: tuple[int, ...] = (0,),
    limit_bytes: int | None = None,
    time_limit_s: float = TIME_LIMIT_S,
) -> Output:
    """Run git in ``directory`` with exactly this environment. See :meth:`Git.run`."""
    try:
        process = subprocess.Popen(
            ["git", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=directory,
            env=dict(environment),
        )
    except FileNotFoundError as error:
        if Path(directory).is_dir():
            raise GitError("git is not installed or not on PATH; install git 2.34 or newer") from error
        raise GitError(f"{directory} is not a directory") from error
    except NotADirectoryError as error:
        raise GitError(f"{directory} is not a directory") from error
    timed_out = threading.Event()

    def give_up() -> None:
        timed_out.set()
        process.kill()

    timer = threading.Timer(time_limit_s, give_up)
    timer.daemon = True
    timer.start()
    errors: list[bytes] = []
    assert process.stdout is not None
    assert process.stderr is not None
    reader = threading.Thread(target=_drain, args=(process.stderr, errors), daemon=True)
    reader.start()
    cut = False
    try:
        if limit_bytes is None:
            out = process.stdout.read()
        else:
            out = process.stdout.read(limit_bytes + 1)
            if len(out) > limit_bytes:
                cut, out = True, out[:limit_bytes]
                process.kill()
        status = process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()
    said = b"".join(errors).decode("utf-8", "replace").strip()
    if timed_out.is_set():
        raise GitError(f"git {arguments[0]} took longer than {time_limit_s:.0f} seconds and was stopped")
    if not cut and status not in ok and "promisor remote" in said:
        raise MissingObjects(
            f"git {_command(arguments)} needs objects that this partial clone left out; "
            "fetch them all with git fetch --refetch --no-filter"
        )
    if not cut and status not in ok:
        raise GitError(f"git {_command(arguments)} failed: {_last_line(said) or f'exit status {status}'}")
    return Output(out, status, said, cut)


def base_environment() -> dict[str, str]:
    """What every git process gets, made from nothing: inherited GIT_* variables do not reach it."""
    kept = ("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_PAGER": "cat",
    }
    pairs = [*_user_values(env.get("HOME", ""), env.get("XDG_CONFIG_HOME", "")), *_FIXED.items()]
    env["GIT_CONFIG_COUNT"] = str(len(pairs))
    for number, (key, value) in enumerate(pairs):
        env[f"GIT_CONFIG_KEY_{number}"] = key
        env[f"GIT_CONFIG_VALUE_{number}"] = value
    return env


@cache
def _user_values(home: str, xdg: str) -> tuple[tuple[str, str], ...]:
    """The user's own word on which directories to trust, what to ignore and how lines end.

    ``safe.directory`` decides whether git reads a repository that another account owns; in a container that
    checks out as another user it is set there and nowhere else.
    """
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k == "GIT_CONFIG_GLOBAL"}
    arguments = ["git", "config", "--includes", "-z", "--get-regexp", _KEPT_FROM_USER]
    try:
        done = subprocess.run(
            arguments,
            cwd="/",
            env={**env, "GIT_DIR": os.devnull},
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    values = []
    for record in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        key, newline, value = record.partition("\n")
        if newline:
            values.append((key, value))
    return tuple(values)


_SIZES_AT_ONCE = 300
"""Questions that fit the pipe of the process that answers them, so that neither side waits for the other."""


class ObjectReader:
    """Objects by id through two ``git cat-file`` processes that stay open: one for sizes, one for contents.

    They start at the first question, and again in a forked child, which must not share its parent's pipes.
    """

    def __init__(self, git: Git) -> None:
        self._git = git
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._closer = weakref.finalize(self, _stop, self._processes, self._owner)

    def size(self, object_id: str) -> int | None:
        """Size of a blob in bytes; None when the repository does not hold it."""
        with self._lock:
            header = self._ask("--batch-check", object_id)
        return None if header is None else header[1]

    def sizes(self, object_ids: Iterable[str]) -> dict[str, int | None]:
        """Sizes of many blobs, some hundred questions at a time."""
        wanted = list(dict.fromkeys(object_ids))
        found: dict[str, int | None] = {}
        for start in range(0, len(wanted), _SIZES_AT_ONCE):
            some = wanted[start : start + _SIZES_AT_ONCE]
            with self._lock:
                found.update(zip(some, self._ask_many(some), strict=False))
        return {name: found[name] if name in found else self.size(name) for name in wanted}

    def _ask_many(self, object_ids: list[str]) -> list[int | None]:
        """Sizes in order; fewer than asked where git ends at one of them."""
        process = self._process("--batch-check")
        assert process.stdin is not None
        assert process.stdout is not None
        answers: list[int | None] = []
        try:
            process.stdin.write("".join(f"{name}\n" for name in object_ids).encode("ascii"))
            process.stdin.flush()
        except BrokenPipeError:
            self._drop("--batch-check")
            return answers
        for _ in object_ids:
            header = process.stdout.readline().split()
            if not header:
                self._drop("--batch-check")
                return answers
            answers.append(int(header[2]) if len(header) == 3 and header[1] == b"blob" else None)
        return answers

    def read(self, object_id: str, limit_bytes: int) -> bytes | None:
        """A blob's content; None when absent or over the limit."""
        size = self.size(object_id)
        if size is None or size > limit_bytes:
            return None
        with self._lock:
            header = self._ask("--batch", object_id)
            if header is None:
                return None
            stream = self._processes["--batch"].stdout
            assert stream is not None
            content = stream.read(header[1] + 1)
        if len(content) != header[1] + 1:
            raise GitError(f"git stopped in the middle of object {object_id}; run git fsck on the repository")
        return content[:-1]

    def close(self) -> None:
        """End the processes. The reader starts them anew if it is asked again."""
        with self._lock:
            _stop(self._processes, self._owner)

    def _ask(self, mode: str, object_id: str) -> tuple[str, int] | None:
        process = self._process(mode)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(object_id.encode("ascii") + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            self._drop(mode)
            return None
        header = process.stdout.readline().split()
        if not header:
            # A partial clone whose missing object cannot be fetched ends the process: the object is not here.
            self._drop(mode)
            return None
        if len(header) != 3 or header[1] != b"blob":
            if len(header) == 3 and mode == "--batch":
                process.stdout.read(int(header[2]) + 1)
            return None
        return header[1].decode(), int(header[2])

    def _drop(self, mode: str) -> None:
        process = self._processes.pop(mode)
        _stop({mode: process}, self._owner)

    def _process(self, mode: str) -> subprocess.Popen[bytes]:
        if os.getpid() != self._owner:
            self._owner = os.getpid()
            self._processes = {}
            self._closer.detach()
            self._closer = weakref.finalize(self, _stop, self._processes, self._owner)
        if mode not in self._processes:
            self._processes[mode] = subprocess.Popen(
                ["git", "cat-file", mode],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._git.work_tree,
                env=self._git.environment(),
            )
        return self._processes[mode]


def _stop(processes: dict[str, subprocess.Popen[bytes]], owner: int) -> None:
    if os.getpid() != owner:
        return
    for process in processes.values():
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        process.kill()
        process.wait()
    processes.clear()


def _drain(stream: IO[bytes], into: list[bytes]) -> None:
    kept = 0
    while chunk := stream.read(65536):
        if kept < 65536:
            into.append(chunk)
            kept += len(chunk)


def _command(arguments: Sequence[str]) -> str:
    return next((a for a in arguments if not a.startswith("-")), "")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else ""


def _quoted(path: Path) -> str:
    text = str(path)
    if '"' in text or os.pathsep in text or "\n" in text:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return text
