"""Temporary files with foreseeable names, and others."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/insecure-temp-file"

PYTHON = """
import os, tempfile
from pathlib import Path
TMP = "/tmp/export.csv"
def f(job_id, rows, folder):
    name = tempfile.mktemp()  # <-- here
    Path(f"/tmp/{job_id}.csv").write_text(rows)  # <-- here
    with open(TMP, "w") as out:  # <-- here
        out.write(rows)
    with open(TMP) as source:
        source.read()
    with open(f"{folder}/x.csv", "w") as out:
        out.write(rows)
    with open("/var/lib/app/x.csv", "w") as out:
        out.write(rows)
    with open(TMP, "x") as out:
        out.write(rows)
    with tempfile.TemporaryDirectory() as tmp:
        Path(tmp, "x").write_text(rows)
        with open(os.path.join(tmp, "y"), "w") as out:
            out.write(rows)
    return name
"""

TYPESCRIPT = """
import fs from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { randomUUID } from 'crypto';
export async function f(id, rows, dir) {
  fs.createWriteStream('/tmp/upload-' + id);  // <-- here
  await fs.promises.writeFile(join(tmpdir(), `${id}.csv`), rows);  // <-- here
  await fs.promises.writeFile(join(tmpdir(), `${randomUUID()}.csv`), rows);
  await fs.promises.writeFile(join(dir, 'a.csv'), rows);
  fs.readFileSync('/tmp/a');
}
"""


def test_python_insecure_temp_file_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON)


def test_typescript_insecure_temp_file_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT)


def test_a_folder_kept_in_a_constant_is_still_the_shared_one(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "sync/state.py",
        """
import os
import tempfile
from pathlib import Path

WORK = tempfile.gettempdir()
STATE = os.path.join(WORK, "sync.state")

def remember(cursor, partner, content):
    with open(STATE, "w") as out:  # <-- here
        out.write(cursor)
    target = Path("/tmp") / f"{partner}.xml"
    target.write_bytes(content)  # <-- here

def private(content):
    folder = tempfile.mkdtemp(dir=WORK)
    Path(folder, "part").write_bytes(content)
""",
    )
