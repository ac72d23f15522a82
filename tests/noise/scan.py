"""What the rules say of well-known packages, as if every line had been added: ``make noise``.

``python -m tests.noise.scan [--family FAMILY] [--show SLUG] [FOLDER]`` fetches what ``packages.txt`` lists with pip (wheels), npm (tarballs)
and apt (archives, unpacked beside), keeps it in FOLDER and prints findings per 1,000 lines by rule. Nothing fetched is built,
installed or run. Every finding is written to ``findings.txt`` in FOLDER for reading.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from checks.changes import in_memory
from checks.engine import review
from checks.languages import language_of, reported
from checks.report import Severity
from checks.rules import FAMILIES, load_rules

LIST = Path(__file__).with_name("packages.txt")
GROUP = 60
"""Files scanned at once: memory stays small."""
CODE = frozenset(
    {"python", "javascript", "typescript", "tsx", "go", "java", "ruby", "php", "rust", "kotlin", "csharp"}
)


def fetched(folder: Path) -> Iterator[tuple[str, Path]]:
    """(package, archive) of everything on the list; what cannot be had is said and left out."""
    for line in LIST.read_text("utf-8").splitlines():
        kind, _, name = line.partition("#")[0].strip().partition(" ")
        if not name:
            continue
        place = folder / kind / name.replace("/", "_")
        if not place.is_dir() or not any(place.iterdir()):
            place.mkdir(parents=True, exist_ok=True)
            commands = {
                "pypi": [
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--no-deps",
                    "--only-binary=:all:",
                    name,
                ],
                "npm": ["npm", "pack", "--silent", name],
                "apt": ["apt-get", "download", "-qq", name],
            }
            try:
                subprocess.run(commands[kind], cwd=place, check=True, capture_output=True, timeout=300)
            except (OSError, subprocess.SubprocessError) as error:
                sys.stderr.write(f"left out: {kind} {name} ({type(error).__name__})\n")
                continue
        for archive in sorted(place.iterdir()):
            yield name, archive


def texts(archive: Path) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the code files in an archive."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as zipped:
            yield from ((n, zipped.read(n)) for n in zipped.namelist() if language_of(n) in CODE)
    elif archive.suffix == ".tgz":
        with tarfile.open(archive) as tarred:
            yield from _members(tarred)
    elif archive.suffix == ".deb":
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE) as opened:
            assert opened.stdout is not None
            with tarfile.open(fileobj=opened.stdout, mode="r|") as tarred:
                yield from _members(tarred)


def _members(tarred: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tarred:
        if member.isfile() and language_of(member.name) in CODE and member.size < 1_000_000:
            content = tarred.extractfile(member)
            if content is not None:
                yield member.name.removeprefix("./"), content.read()


def main(arguments: list[str]) -> int:
    """Fetch, scan and print the table; exit status 1 when a rule failed on a file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--family", action="append", help="these families only; may be repeated")
    parser.add_argument("--show", default="", help="print the findings of this rule")
    parser.add_argument("folder", nargs="?", default=".noise", type=Path)
    given = parser.parse_args(arguments)
    wanted = given.family or list(FAMILIES)
    rules = [r for r in load_rules() if r.partition("/")[0] in wanted]
    lines: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    packages: set[str] = set()
    rows: list[str] = []
    failed = 0
    for name, archive in fetched(given.folder):
        files = {f"{name}/{path}": text for path, text in texts(archive)}
        packages.add(name)
        for start in range(0, len(files), GROUP):
            group = dict(list(files.items())[start : start + GROUP])
            report = review(in_memory(group), only=rules)
            for path in report.reviewed:
                lines[reported(language_of(path))] += group[path].count(b"\n")
            for error in report.errors:
                failed += 1
                rows.append(f"ERROR {error.path} {error.rule} {error.message}")
            for f in report.findings:
                if f.severity is not Severity.NOTE:
                    found[(f.rule, f.language)] += 1
                    rows.append(f"{f.rule} {f.path}:{f.line} {f.message}")
    given.folder.mkdir(exist_ok=True)
    (given.folder / "findings.txt").write_text("\n".join(sorted(rows)) + "\n", "utf-8")
    out = sys.stdout.write
    total = sum(lines.values())
    out(
        f"{len(packages)} packages, {total:,} lines: "
        + ", ".join(f"{k} {v:,}" for k, v in lines.most_common())
        + "\n\n"
    )
    out(f"{'rule':40} {'language':12} {'found':>6} {'per 1,000 lines':>16}\n")
    for (rule, language), count in sorted(found.items()):
        out(f"{rule:40} {language:12} {count:6} {count / max(lines[language], 1) * 1000:16.3f}\n")
    whole = sum(found.values())
    out(
        f"\n{whole} findings at warning or over, {whole / max(total, 1) * 1000:.3f} per 1,000 lines; {failed} files with an error\n"
    )
    for row in sorted(rows):
        if given.show and given.show in row.partition(" ")[0]:
            out(row + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
