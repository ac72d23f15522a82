"""One way to run an external analyser: found beside Python or on the PATH, offline, with limits, on copies of texts.

It gets a fresh directory as home, work and temporary directory, an environment made from nothing, and no input; of its
output a bounded part is read. Whatever goes wrong is an :class:`EngineError` whose text a report can show.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")


class EngineError(Exception):
    """The analyser could not be asked; the text says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Program:
    """An analyser: its command name, the oldest version whose output we read, and the time it may take."""

    name: str
    oldest: tuple[int, int]
    timeout_s: float = 20.0
    refused_status: int | None = None
    """The exit status that means "this is no input for me": nothing is said then, and nothing is wrong."""

    def version(self) -> tuple[int, ...]:
        """The version found. Raises EngineError where there is none, or one that is too old."""
        return _checked_version(self)

    def run(self, arguments: Sequence[str], files: Mapping[str, str]) -> bytes:
        """Standard output of the program, run in a directory that holds ``files`` (plain relative paths) and nothing else.
        Raises EngineError when it is missing, too old, too slow, or fails."""
        self.version()
        with tempfile.TemporaryDirectory(prefix="evenhand-engine-", ignore_cleanup_errors=True) as scratch:
            inside = Path(scratch, "files")
            for name, text in files.items():
                pure = PurePosixPath(name)
                if pure.is_absolute() or ".." in pure.parts:
                    raise EngineError(f"{self.name} was not run: {name!a} is no plain path")
                place = inside / pure
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(text.encode("utf-8", "replace"))
            return _output(self, [_found(self.name), *arguments], inside)


@cache
def _found(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if os.access(beside, os.X_OK) else shutil.which(name)
    if found is None:
        raise EngineError(f"{name} is not installed; `pip install {name}` beside evenhand")
    return found


@cache
def _checked_version(program: Program) -> tuple[int, ...]:
    said = _output(program, [_found(program.name), "--version"], Path(tempfile.gettempdir()))
    match = _VERSION.search(said.decode("utf-8", "replace"))
    if match is None:
        raise EngineError(f"{program.name} does not say its version; install it anew")
    version = tuple(int(n or 0) for n in match.groups())
    if version[:2] < program.oldest:
        wanted = ".".join(map(str, program.oldest))
        raise EngineError(f"{program.name} {match[0]} is too old; install {wanted} or newer")
    return version


def _output(program: Program, command: Sequence[str], directory: Path) -> bytes:
    with tempfile.TemporaryFile() as answer:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd=directory,
                env=_environment(directory),
                start_new_session=True,
            )
        except OSError as error:
            raise EngineError(f"{program.name} could not be started ({error.strerror})") from error
        try:
            status = process.wait(program.timeout_s)
        except subprocess.TimeoutExpired as error:
            raise EngineError(
                f"{program.name} took over {program.timeout_s:.0f} seconds and was ended"
            ) from error
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        if status == program.refused_status:
            return b""
        if status != 0:
            raise EngineError(f"{program.name} failed (status {status})")
        answer.seek(0)
        said = answer.read(OUTPUT_LIMIT_BYTES + 1)
    if len(said) > OUTPUT_LIMIT_BYTES:
        raise EngineError(f"{program.name} said more than {OUTPUT_LIMIT_BYTES // 1024**2} MiB")
    return said


def _environment(directory: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "HOME": str(directory), "TMPDIR": str(directory), "NO_COLOR": "1"}
