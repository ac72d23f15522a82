"""What the migration rules say of migrations that real projects ship in their packages: each as a new one on top of those before it.

``python -m tests.noise.migrations [--show RULE] [--only PACKAGE] [FOLDER]`` fetches the packages below with pip and npm (wheels and
tarballs alone; nothing of them is built, installed or run), keeps them in FOLDER and prints counts. The models and the code of a
package are those of its last release and fit none of its earlier migrations: rules that read them are left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.migration_safety.migration_files import SUFFIXES, migration_file
from checks.migration_safety.operations import Tool
from checks.migration_safety.revision_graph import alembic_step
from checks.report import Finding, Severity
from checks.rules import load_rules

PYPI = (
    "apache-airflow-core==3.3.2", "apache-superset==6.1.0", "ckan==2.12.0", "dagster==1.13.28", "django-allauth==65.21.1",
    "django-celery-beat==2.9.0", "django-filer==3.6.0", "django-oauth-toolkit==3.4.1", "django-oscar==4.2.1",
    "edx-enterprise==8.18.0", "galaxy-data==26.1.2", "ironic==39.0.0", "keystone==30.0.0", "kolibri==0.19.5",
    "langflow-base==1.13.0", "mayan-edms==4.12.2", "mlflow==3.18.0", "neutron==29.0.0", "open-webui==0.12.4",
    "optuna==5.0.0", "prefect==3.9.1", "pretix==2026.8.0", "pulpcore==3.123.1", "wagtail==8.0.1",
    "weblate==2026.10.1",
)  # fmt: skip
NPM = (
    "@backstage/plugin-auth-backend@0.30.1", "@backstage/plugin-catalog-backend@4.0.0",
    "@backstage/plugin-events-backend@0.6.6", "@backstage/plugin-notifications-backend@0.6.9",
    "@backstage/plugin-scaffolder-backend@4.2.0", "@backstage/plugin-search-backend-module-pg@0.5.59",
    "@directus/api@23.3.2", "@n8n/db@1.41.2", "flowise@3.1.2", "ghost@5.130.6", "nocodb@0.263.0", "unleash-server@7.5.1",
)  # fmt: skip
FAMILY = "migration-safety/"
BY_CODE = (
    "drop-column-in-use",
    "model-drift",
    "lost-update",
    "long-transaction",
    "history-edited",
    "heads-conflict",
)
"""Rules that need the code of the time of the migration, or the order in which branches were merged."""
SIZE_LIMIT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A migration and what was said of it."""

    package: str
    path: str
    tool: Tool
    text: str
    findings: tuple[Finding, ...]


def fetch(folder: Path) -> None:
    """Downloads what is not there yet."""
    for spec in PYPI:
        name, _, version = spec.partition("==")
        if not list(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")):
            command = [sys.executable, "-m", "pip", "-q", "download", "--no-deps", "--only-binary", ":all:"]
            subprocess.run([*command, "--python-version", "3.12", "-d", folder, spec], check=False)
    for spec in NPM:
        name, _, version = spec.rpartition("@")
        if not (folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz").exists():
            subprocess.run(["npm", "pack", "--ignore-scripts", "--silent", spec], cwd=folder, check=False)


def texts(archive: Path) -> dict[str, str]:
    """Files of a package that could be migrations by their name."""
    found = {}
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            for entry in opened.infolist():
                if entry.filename.endswith(SUFFIXES) and entry.file_size <= SIZE_LIMIT_BYTES:
                    found[entry.filename] = opened.read(entry).decode("utf-8", "replace")
        return found
    with tarfile.open(archive) as opened:
        for member in opened:
            if member.isfile() and member.name.endswith(SUFFIXES) and member.size <= SIZE_LIMIT_BYTES:
                stream = opened.extractfile(member)
                if stream is not None:
                    # What npm packages ship is built; the rules pass over build folders.
                    found[member.name.replace("/dist/", "/src/").replace("/build/", "/src/")] = (
                        stream.read().decode("utf-8", "replace")
                    )
    return found


def migrations(files: dict[str, str]) -> dict[str, Tool]:
    """The migrations of a package, each folder in the order in which they run."""
    found = {
        path: kind.tool
        for path, text in files.items()
        if (kind := migration_file(path, text)) and not kind.down
    }
    order: dict[str, int] = {}
    revisions = {
        path: step
        for path, tool in found.items()
        if tool is Tool.ALEMBIC and (step := alembic_step(path, files[path]))
    }
    by_name = {step.name: path for path, step in revisions.items()}

    def depth(path: str) -> int:
        waiting = [path]
        while waiting:
            here = waiting[-1]
            parents = [by_name[name] for name in revisions[here].follows if name in by_name]
            unknown = [p for p in parents if p not in order and p not in waiting]
            if unknown:
                waiting.extend(unknown)
                continue
            order[here] = 1 + max((order.get(p, 0) for p in parents), default=0)
            waiting.pop()
        return order[path]

    return dict(
        sorted(found.items(), key=lambda item: (depth(item[0]) if item[0] in revisions else 0, item[0]))
    )


def judge(package: str, files: dict[str, str]) -> Iterator[Judged]:
    """Each migration on top of those before it in its folder and of all that stand in other folders."""
    tools = migrations(files)
    folders: dict[str, list[str]] = defaultdict(list)
    for path in tools:
        folders[str(PurePosixPath(path).parent)].append(path)
    if any(tool is Tool.PRISMA for tool in tools.values()):
        folders = defaultdict(list, {"": list(tools)})
    only = frozenset(
        r for r in load_rules() if r.startswith(FAMILY) and r.removeprefix(FAMILY) not in BY_CODE
    )
    for folder, paths in folders.items():
        # The rest of an app's label and the settings of a tool count, other folders' tables too.
        beside = {p: files[p] for p in files if p.endswith(("/apps.py", "/env.py"))}
        others = {p: files[p] for other, its in folders.items() if other != folder for p in its} | beside
        before: dict[str, str | bytes] = dict(others)
        for path in paths:
            head = {**before, path: files[path]}
            report = review(in_memory(head, before), CheckConfig(), only=only)
            for error in report.errors:
                sys.stderr.write(f"{package}: {error}\n")
            yield Judged(package, path, tools[path], files[path], tuple(report.findings))
            before = head


def main() -> int:
    """Fetch, judge, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(tempfile.gettempdir()) / "evenhand-noise-migrations"
    )
    parser.add_argument("--show", default="", help="print the findings of this rule, or of all with 'all'")
    parser.add_argument("--only", default="", help="packages whose archive's name holds this")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if not given.only:
        fetch(given.folder)
    started = time.perf_counter()
    counts: dict[str, Counter[str]] = {}
    files: Counter[str] = Counter()
    loud: Counter[str] = Counter()
    tools: Counter[str] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    for archive in sorted([*given.folder.glob("*.whl"), *given.folder.glob("*.tgz")]):
        if given.only not in archive.name:
            continue
        package = "-".join(archive.name.split("-")[:2]) if archive.suffix == ".whl" else archive.stem
        for judged in judge(package, texts(archive)):
            tools[judged.tool.value] += 1
            files[package] += 1
            own = counts.setdefault(package, Counter())
            loud[package] += any(f.severity is not Severity.NOTE for f in judged.findings)
            for f in judged.findings:
                rule = f.rule.removeprefix(FAMILY)
                own[f.severity.value] += 1
                rules[rule, f.severity.value] += 1
                if given.show in (rule, "all"):
                    lines = judged.text.split("\n")[f.line - 1 : min(f.end_line, f.line + 6)]
                    sys.stdout.write(
                        f"--- {rule} {package} {judged.path}:{f.line}\n    {f.message}\n"
                        + "".join(f"  | {line}\n" for line in lines)
                    )
    out = sys.stdout.write
    out(f"{'package':48} {'migrations':>10} {'over a note':>12} {'error':>6} {'warning':>8} {'note':>6}\n")
    for package, number in sorted(files.items()):
        own = counts[package]
        out(
            f"{package:48} {number:10} {loud[package]:12} {own['error']:6} {own['warning']:8} {own['note']:6}\n"
        )
    sums = Counter[str]()
    for own in counts.values():
        sums.update(own)
    out(
        f"{'all':48} {sum(files.values()):10} {sum(loud.values()):12} {sums['error']:6} {sums['warning']:8} {sums['note']:6}\n\n"
    )
    for (rule, severity), number in rules.most_common():
        out(f"{rule:36} {severity:8} {number:6}\n")
    out(
        "\n"
        + ", ".join(f"{tool} {n}" for tool, n in tools.most_common())
        + f"; {time.perf_counter() - started:.0f} s\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
