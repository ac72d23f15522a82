"""Turns uploads into streams."""

import subprocess
from pathlib import Path

PROFILES = {"small": "640x360", "large": "1920x1080"}


def command(source: Path, target: Path, profile: str) -> list[str]:
    return ["ffmpeg", "-i", str(source), "-s", PROFILES[profile], str(target)]


def transcode(source: Path, target: Path, profile: str) -> None:
    done = subprocess.run(command(source, target, profile), capture_output=True, timeout=600)
    if done.returncode == 1:
        raise RuntimeError(f"ffmpeg refused {source.name}: {done.stderr[-200:]!r}")
    if done.returncode != 0:
        raise RuntimeError("Something went wrong")


def poster(source: Path, target: Path) -> None:
    """A still picture of the first second."""
    done = subprocess.run(
        ["ffmpeg", "-ss", "1", "-i", str(source), "-frames:v", "1", str(target)],
        capture_output=True,
        timeout=60,
    )
    if done.returncode:
        raise Exception()
