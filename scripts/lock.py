"""Write constraints.txt: exact versions of everything the project needs, with no registry address in it.

Resolves ``pyproject.toml`` with pip's own resolver (``pip install --dry-run --report``) in a clean interpreter, so the
file does not depend on what happens to be installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml. Versions only; install with pip's --constraint.\n"


def main() -> int:
    """Resolve and write; the exit status is pip's when it fails."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--report", "-", f"{ROOT}[test]"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        return done.returncode
    rows = []
    for item in json.loads(done.stdout)["install"]:
        name, version = item["metadata"]["name"].lower().replace("_", "-"), item["metadata"]["version"]
        if name != "evenhand":
            rows.append(f"{name}=={version}\n")
    (ROOT / "constraints.txt").write_text(HEADER + "".join(sorted(rows)), "utf-8")
    sys.stdout.write(f"constraints.txt: {len(rows)} packages\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
