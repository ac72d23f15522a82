"""Cuts a release: tags, builds, and publishes the documentation."""

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTAINER = "docs-builder"
BUILD = f"docker run --rm -v {shlex.quote(str(ROOT))}:/src {CONTAINER} make html"


def sh(*arguments: str) -> str:
    """The output of a command; its failure ends the release."""
    done = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def version() -> str:
    return sh("git", "describe", "--tags", "--abbrev=0")


def docs() -> None:
    subprocess.run(BUILD, shell=True, check=True, cwd=ROOT)
    subprocess.check_call("find build/html -name '*.map' -delete", shell=True, cwd=ROOT)


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if not wanted:
        print(f"usage: release.py VERSION (last: {version()})")
        return 2
    sh("git", "tag", "-a", wanted, "-m", f"Release {wanted}")
    docs()
    sh("git", "push", "origin", wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
