"""Turns uploads into streams."""

import subprocess
from pathlib import Path

PROFILES = {"small": "640x360", "large": "1920x1080"}


def command(source: Path, target: Path, profile: str) -> list[str]:
    return ["ffmpeg", "-i", str(source), "-s", PROFILES[profile], str(target)]


def transcode(source: Path, target: Path, profile: str) -> None:
    subprocess.run(command(source, target, profile), check=True, timeout=600)
