"""Examples of the rule insecure temp file, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "reports/export.py": """\
import os
import tempfile


def export(rows, name):
    path = tempfile.mktemp(suffix=".csv")  # <-- here
    with open(f"/tmp/report-{name}.csv", "w") as out:  # <-- here
        out.writelines(rows)
    with open(os.path.join(tempfile.gettempdir(), "report.csv"), "w") as out:  # <-- here
        out.writelines(rows)
    return path
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/export.ts": """\
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export function save(rows: string) {
  fs.writeFileSync('/tmp/report.csv', rows);  // <-- here
  fs.writeFileSync(path.join(os.tmpdir(), 'report.csv'), rows);  // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/export/export.go": """\
package export

import "os"

func save(rows []byte) error {
	return os.WriteFile("/tmp/report.csv", rows, 0o600) // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/reports/Export.java": """\
package shop.reports;

import java.io.File;
import java.io.FileWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class Export {
    void save(String rows, String name) throws Exception {
        Files.writeString(Path.of("/tmp/report-" + name + ".csv"), rows); // <-- here
        File file = new File(System.getProperty("java.io.tmpdir"), "report.csv");
        try (FileWriter out = new FileWriter(file)) { // <-- here
            out.write(rows);
        }
        Files.createDirectories(Path.of("/tmp/reports")); // <-- here
    }
}
"""
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "reports/export.py": """\
import os
import tempfile
import uuid


def export(rows):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as out:
        out.writelines(rows)
    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "report.csv"), "w") as out:
        out.writelines(rows)
    with open(f"/tmp/{uuid.uuid4()}.csv", "w") as out:
        out.writelines(rows)
    with open("/tmp/state.json") as source:
        return source.read()
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/export.ts": """\
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export async function save(rows: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'report-'));
  await writeFile(path.join(folder, 'report.csv'), rows);
}
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/reports/Export.java": """\
package shop.reports;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

class Export {
    Path save(String rows) throws Exception {
        Path file = Files.createTempFile("report", ".csv");
        Files.writeString(file, rows);
        File folder = Files.createTempDirectory("reports").toFile();
        Files.writeString(folder.toPath().resolve("all.csv"), rows);
        Files.writeString(Path.of("/tmp/" + UUID.randomUUID() + ".csv"), rows);
        Files.writeString(Path.of("/srv/reports/tmp/all.csv"), rows);
        Files.readString(Path.of("/tmp/state.json"));
        return file;
    }
}
"""
        },
    ),
)
