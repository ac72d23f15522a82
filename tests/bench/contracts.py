"""Public contracts from the registries, changed one class at a time: what is found, what is silent, how long it takes.

``python -m tests.bench.contracts [FOLDER]`` fetches the packages below with pip (wheels) and npm (tarballs) into FOLDER (a temporary
one by default), and prints for each document: the share of breaking changes that are found, the share of benign ones that are
silent, what its next published version breaks, and the seconds for one comparison. Nothing fetched is installed or run.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from checks.api_consistency import graphql_diff, openapi_diff, protobuf_diff
from checks.api_consistency.contract_change import Change
from checks.api_consistency.graphql_schema import read_schema
from checks.api_consistency.openapi import Document, read_document
from checks.api_consistency.protobuf import read_proto
from checks.report import Severity
from tests.checks.api_consistency import contract_mutations as mutations

OPENAPI = (
    ("npm", "@blockfrost/openapi@0.1.60", "@blockfrost/openapi@0.1.93", "package/openapi.yaml"),
    ("npm", "@directus/specs@10.2.0", "@directus/specs@15.2.0", "package/dist/openapi.json"),
    ("npm", "@digdir/dialogporten-schema@1.40.0", "@digdir/dialogporten-schema@1.118.6", "package/swagger.verified.json"),
)  # fmt: skip
GRAPHQL = (
    ("npm", "@digdir/dialogporten-schema@1.40.0", "@digdir/dialogporten-schema@1.118.6", "package/schema.verified.graphql"),
)  # fmt: skip
PROTOBUF = (("pypi", "googleapis-common-protos==1.56.0", "googleapis-common-protos==1.76.0", ".proto"),)
ROUNDS = 2


def fetched(folder: Path, kind: str, name: str) -> Path | None:
    """The archive of a package; None, and said so, when it cannot be had."""
    place = folder / name.replace("/", "_")
    place.mkdir(parents=True, exist_ok=True)
    if not any(place.iterdir()):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", name]
        try:
            subprocess.run(
                pip if kind == "pypi" else ["npm", "pack", "--silent", name],
                cwd=place, check=True, capture_output=True, timeout=300,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            sys.stderr.write(f"left out: {kind} {name} ({type(error).__name__})\n")
            return None
    return next(place.iterdir(), None)


def texts(archive: Path, suffix: str) -> dict[str, str]:
    """Files of an archive whose path ends in ``suffix``, by path."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {n: wheel.read(n).decode("utf-8") for n in wheel.namelist() if n.endswith(suffix)}
    found = {}
    with tarfile.open(archive) as tarball:
        for member in tarball.getmembers():
            content = (
                tarball.extractfile(member) if member.isfile() and member.name.endswith(suffix) else None
            )
            if content is not None:
                found[member.name] = content.read().decode("utf-8-sig")
    return found


def _document(tree: dict[str, Any]) -> Document:
    document = read_document("openapi.json", json.dumps(tree, default=str, indent=1))
    if document is None:
        raise ValueError("not an OpenAPI document")
    return document


def _openapi(base: dict[str, Any], head: dict[str, Any]) -> tuple[Change, ...]:
    return openapi_diff.differences(_document(base), _document(head))


def _graphql(base: str, head: str) -> tuple[Change, ...]:
    return graphql_diff.differences(read_schema([("a.graphql", base)]), read_schema([("a.graphql", head)]))


def _protobuf(base: str, head: str) -> tuple[Change, ...]:
    old, new = (read_proto("a.proto", t) for t in (base, head))
    return protobuf_diff.differences([old], [new], {"a.proto": "a.proto"})


def _told(changes: tuple[Change, ...]) -> int:
    return sum(c.breaking and c.severity is not Severity.NOTE for c in changes)


def measure(
    contract: Any, differ: Callable[[Any, Any], tuple[Change, ...]], classes: Mapping[str, Any]
) -> tuple[Counter[str], Counter[str]]:
    """(changes tried, changes that gave a finding) by class."""
    tried: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for name, mutate in classes.items():
        for seed in range(ROUNDS):
            pair = mutate(contract, random.Random(seed))
            if pair is not None:
                tried[name] += 1
                told[name] += bool(_told(differ(*pair)))
    return tried, told


def report(
    name: str, contract: Any, differ: Callable[[Any, Any], tuple[Change, ...]], breaking: Mapping[str, Any], benign: Mapping[str, Any]
) -> None:  # fmt: skip
    """Prints one document's line, and the classes that were judged wrongly."""
    begin = time.perf_counter()
    same = _told(differ(contract, contract))
    took = time.perf_counter() - begin
    bad, found = measure(contract, differ, breaking)
    good, noisy = measure(contract, differ, benign)
    sys.stdout.write(
        f"{name[:60]:60} breaking {found.total():4}/{bad.total():4} found   benign {good.total() - noisy.total():4}/"
        f"{good.total():4} silent   itself {same}   {took:.2f} s\n"
    )
    for what, tried, told, wanted in (("missed", bad, found, True), ("noise", good, noisy, False)):
        for kind in tried:
            wrong = tried[kind] - told[kind] if wanted else told[kind]
            if wrong:
                sys.stdout.write(f"    {what}: {kind} ({wrong} of {tried[kind]})\n")


def _evolution(name: str, changes: tuple[Change, ...]) -> None:
    counts = Counter(str(c.severity or Severity.ERROR) for c in changes if c.breaking)
    sys.stdout.write(f"    to {name}: {dict(counts)}\n")


def main(folder: Path) -> None:
    """Measures everything that can be fetched."""
    for kind, old, new, suffix in OPENAPI + GRAPHQL + PROTOBUF:
        archives = [fetched(folder, kind, name) for name in (old, new)]
        if archives[0] is None or archives[1] is None:
            continue
        base, head = (texts(a, suffix) for a in archives if a is not None)
        if suffix == ".proto":
            joined = {p: t for p, t in base.items() if p in head}
            for path, text in sorted(joined.items(), key=lambda i: -len(i[1]))[:8]:
                report(path, text, _protobuf, mutations.PROTO_BREAKING, mutations.PROTO_BENIGN)
            everything = [[read_proto(p, t) for p, t in side.items()] for side in (base, head)]
            _evolution(new, protobuf_diff.differences(*everything, {p: p for p in joined}))
        elif suffix.endswith("graphql"):
            (sdl,), (later,) = base.values(), head.values()
            report(old, sdl, _graphql, mutations.GRAPHQL_BREAKING, mutations.GRAPHQL_BENIGN)
            _evolution(new, _graphql(sdl, later))
        else:
            tree, later_tree = (
                yaml.load(t.replace("\t", "  "), yaml.CSafeLoader) for s in (base, head) for t in s.values()
            )
            report(old, tree, _openapi, mutations.OPENAPI_BREAKING, mutations.OPENAPI_BENIGN)
            later_tree["info"]["version"] = tree["info"]["version"]
            _evolution(new, _openapi(tree, later_tree))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
