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
    Example(
        {
            "lib/folders.rb": """\
require "fileutils"

class Folders
  def open(path)
    FileUtils.mkdir_p(path, mode: 0777) # <-- here
    File.chmod(0o666, File.join(path, "log")) # <-- here
    FileUtils.chmod("a+rwx", path) # <-- here
    Dir.mkdir(path, 0777) # <-- here
    File.open(path, "w", 0666) { |file| file.write("x") } # <-- here
  end
end
"""
        },
        sites=5,
    ),
    Example(
        {
            "src/Folders.php": """\
<?php

class Folders
{
    public function open(string $path): void
    {
        mkdir($path, 0777, true); // <-- here
        chmod($path . '/log', 0666); // <-- here
        umask(0); // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "src/folders.rs": """\
use std::fs::{self, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};

fn open(path: &str) -> std::io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o777))?; // <-- here
    let mut perms = fs::metadata(path)?.permissions();
    perms.set_mode(0o666); // <-- here
    OpenOptions::new().write(true).create(true).mode(0o666).open(path)?; // <-- here
    Ok(())
}
"""
        },
    ),
    Example(
        {
            "src/Files/Folders.cs": """\
using System.IO;

namespace Shop.Files;

public class Folders
{
    public void Open(string path)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite); // <-- here
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite); // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/files/Folders.kt": """\
package shop.files

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermission
import java.nio.file.attribute.PosixFilePermissions

fun open(path: Path, file: File) {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx")) // <-- here
    Files.setPosixFilePermissions(path, setOf(PosixFilePermission.OWNER_READ, PosixFilePermission.OTHERS_WRITE)) // <-- here
    file.setWritable(true, false) // <-- here
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
    Example(
        {
            "lib/folders.rb": """\
require "fileutils"

class Folders
  def keep(path, mode)
    FileUtils.mkdir_p(path, mode: 0750)
    File.chmod(0o640, path)
    FileUtils.chmod("u+x", path)
    File.chmod(mode, path)
    Dir.mkdir("#{path}/shared", 01777)
  end
end
"""
        },
    ),
    Example(
        {
            "src/Folders.php": """\
<?php

class Folders
{
    public function keep(string $path, int $mode): void
    {
        mkdir($path, 0755, true);
        mkdir($path);
        chmod($path . '/key', 0600);
        chmod($path, $mode);
        $old = umask(0);
        umask($old);
    }
}
"""
        },
    ),
    Example(
        {
            "src/folders.rs": """\
use std::fs::{self, OpenOptions};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

fn keep(path: &str, mode: u32) -> std::io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    Ok(())
}
"""
        },
    ),
    Example(
        {
            "src/Files/Folders.cs": """\
using System.IO;

namespace Shop.Files;

public class Folders
{
    public void Keep(string path)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var mode = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode & ~UnixFileMode.OtherWrite);
        if (mode.HasFlag(UnixFileMode.OtherWrite))
        {
            throw new IOException("anyone may write " + path);
        }
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/files/Folders.kt": """\
package shop.files

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions

fun keep(path: Path, file: File) {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"))
    file.setWritable(true)
    file.setWritable(false, false)
}
"""
        },
    ),
)
