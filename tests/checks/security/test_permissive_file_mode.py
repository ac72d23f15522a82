"""File modes that let everyone write, and others."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/permissive-file-mode"

PYTHON = """
import os
from pathlib import Path
MODE = 0o777
def f(path, mode):
    os.chmod(path, MODE)  # <-- here
    os.umask(0)  # <-- here
    os.mkdir(path, 0o777)  # <-- here
    Path(path).mkdir(mode=0o777)  # <-- here
    os.chmod(path, 0o600)
    os.chmod(path, mode)
    os.umask(0o022)
    old = os.umask(0)
    os.umask(old)
    os.mkdir(path)
    Path(path).mkdir(parents=True)
    sftp.chmod(path, 0o644)
"""

TYPESCRIPT = """
import fs from 'fs';
import { chmod } from 'fs/promises';
export async function f(path) {
  await chmod(path, 0o666);  // <-- here
  fs.writeFileSync(path, 'x', { mode: 0o666 });  // <-- here
  fs.writeFileSync(path, 'x', { mode: 0o644 });
  fs.writeFileSync(path, 'x', 'utf8');
  fs.mkdirSync(path, { recursive: true });
  fs.chmodSync(path, 0o755);
}
"""


def test_python_permissive_file_mode_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON)


def test_typescript_permissive_file_mode_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT)


def test_a_path_of_unknown_origin_has_a_mode_too(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "storage/local.py",
        """
class Store:
    def put(self, key, content):
        target = self.path(key)
        target.chmod(0o666)  # <-- here
        target.chmod(0o640)
        self.model.chmod(content)
""",
    )


def test_go_modes_are_judged_rightly(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "internal/m.go",
        """
package m

import "os"

func open(p string, info os.FileInfo) {
	_ = os.Chmod(p, os.FileMode(0666)) // <-- here
	_ = os.Mkdir(p, os.ModePerm)       // <-- here
	_ = os.Mkdir(p, 0o750)
	_ = os.Chmod(p, info.Mode())
	f, _ := os.Create(p)
	_ = f.Chmod(0o777) // <-- here
}
""",
    )


def test_a_bit_added_to_a_mode_is_judged_alone(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "app/m.py",
        """
import os
import stat

def share(path):
    os.chmod(path, os.stat(path).st_mode | stat.S_IWOTH)  # <-- here

def run(path):
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
""",
    )
