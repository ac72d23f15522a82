"""Examples of the rule permissive file mode, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/files.py": """\
import os
import stat
from pathlib import Path


def prepare(folder: str) -> None:
    os.makedirs(folder, mode=0o777, exist_ok=True)  # <-- here
    os.chmod(folder + "/run.sh", 0o777)  # <-- here
    Path(folder).chmod(0o666)  # <-- here
    os.chmod(folder, stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # <-- here
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/files.ts": """\
import fs from 'node:fs';

export function prepare(folder: string) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o777 });  // <-- here
  fs.chmodSync(folder, '777');  // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/files/files.go": """\
package files

import "os"

func save(path string, data []byte) error {
	return os.WriteFile(path, data, 0666) // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/files/Folders.java": """\
package shop.files;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

class Folders {
    void open(Path path, File file) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx")); // <-- here
        Set<PosixFilePermission> permissions = new HashSet<>();
        permissions.add(PosixFilePermission.OTHERS_WRITE); // <-- here
        file.setWritable(true, false); // <-- here
    }
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "app/files.py": """\
import os
import stat


def prepare(folder: str, mode: int) -> None:
    os.makedirs(folder, mode=0o750, exist_ok=True)
    os.chmod(folder + "/run.sh", 0o755)
    os.chmod(folder, mode)
    os.chmod(folder, stat.S_IRUSR | stat.S_IWUSR)
    os.makedirs(folder + "/shared", mode=0o1777)
    open(folder, "w", 0o777)
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/files.ts": """\
import fs from 'node:fs';

export function prepare(folder: string) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.writeFileSync(folder + '/key', key, { mode: 0o600 });
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/files/files.go": """\
package files

import "os"

func save(path string, data []byte) error {
	return os.WriteFile(path, data, 0o644)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/files/Folders.java": """\
package shop.files;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

class Folders {
    void keep(Path path, File file) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        permissions.remove(PosixFilePermission.OTHERS_WRITE);
        file.setWritable(true, true);
        file.setWritable(false, false);
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IllegalStateException("anyone may write " + path);
        }
    }
}
"""
        },
    ),
)
