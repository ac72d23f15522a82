"""Make the slices of GitHub's published contract that the stand-in and the tests carry.

Run by hand, with npm and the network, when GitHub's description has moved on:

    python scripts/vendor_github.py

It writes ``openapi.json``, ``schema.graphql.gz`` and ``LICENSES.md`` beside the stand-in, and the published webhook
examples under ``tests/fixtures/github/webhooks``. All three packages are published by GitHub under the MIT licence.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGES = ("@octokit/openapi@23", "@octokit/graphql-schema@15", "@octokit/webhooks-examples@7.6")
ROOT = Path(__file__).resolve().parent.parent
STANDIN = ROOT / "bot" / "demo" / "standin"
FIXTURES = ROOT / "tests" / "fixtures" / "github" / "webhooks"

_OPERATIONS = """
    apps/create-from-manifest apps/create-installation-access-token apps/get-authenticated apps/get-installation
    apps/get-org-installation apps/get-repo-installation apps/get-user-installation
    apps/get-webhook-config-for-app apps/get-webhook-delivery apps/list-installation-repos-for-authenticated-user
    apps/list-installations apps/list-installations-for-authenticated-user
    apps/list-repos-accessible-to-installation apps/list-webhook-deliveries apps/redeliver-webhook-delivery
    apps/revoke-installation-access-token apps/update-webhook-config-for-app
    checks/create checks/get checks/get-suite checks/list-annotations checks/list-for-ref checks/list-for-suite
    checks/list-suites-for-ref checks/rerequest-run checks/update
    git/get-blob git/get-commit git/get-ref git/get-tree
    issues/add-labels issues/create issues/create-comment issues/create-label issues/delete-comment
    issues/delete-label issues/get issues/get-comment issues/get-label issues/list-comments issues/list-for-repo
    issues/list-labels-for-repo issues/list-labels-on-issue issues/remove-all-labels issues/remove-label
    issues/set-labels issues/update issues/update-comment issues/update-label
    meta/get orgs/get orgs/list-for-authenticated-user orgs/get-membership-for-authenticated-user
    pulls/check-if-merged pulls/create-reply-for-review-comment pulls/create-review pulls/create-review-comment
    pulls/delete-pending-review pulls/delete-review-comment pulls/dismiss-review pulls/get pulls/get-review
    pulls/get-review-comment pulls/list pulls/list-comments-for-review pulls/list-commits pulls/list-files
    pulls/list-review-comments pulls/list-review-comments-for-repo pulls/list-reviews pulls/submit-review
    pulls/update-review pulls/update-review-comment
    rate-limit/get
    reactions/create-for-issue reactions/create-for-issue-comment
    reactions/create-for-pull-request-review-comment reactions/delete-for-issue-comment
    reactions/delete-for-pull-request-comment reactions/list-for-issue reactions/list-for-issue-comment
    reactions/list-for-pull-request-review-comment
    repos/compare-commits-with-basehead repos/get repos/get-branch repos/get-collaborator-permission-level
    repos/get-commit repos/get-content repos/list-branches repos/list-commits
    repos/list-for-authenticated-user repos/list-for-org repos/list-pull-requests-associated-with-commit
    users/get-authenticated users/get-by-username
"""
OPERATIONS = frozenset(_OPERATIONS.split())

PROSE = frozenset(
    {
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
        "x-github",
        "tags",
        "deprecated",
        "title",
    }
)
LICENCE_NOTE = """# Third-party material in this folder

| file | made from | licence |
|---|---|---|
| `openapi.json` | `@octokit/openapi` {openapi}: the operations that Evenhand calls, without prose and examples | MIT, (c) GitHub |
| `schema.graphql.gz` | `@octokit/graphql-schema` {graphql}, without descriptions | MIT, (c) GitHub |

Made by `scripts/vendor_github.py`; do not edit by hand.

MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def without_prose(node: Any, *, names: bool = False) -> Any:
    """The schema without text for people; ``names`` says that the keys here are member names, not keywords."""
    if isinstance(node, list):
        return [without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: without_prose(value, names=key in ("properties", "patternProperties"))
        for key, value in node.items()
        if names or key not in PROSE
    }


def references(node: Any) -> set[str]:
    """Every local ``$ref`` under a node."""
    if isinstance(node, list):
        return set().union(*(references(item) for item in node)) if node else set()
    if not isinstance(node, dict):
        return set()
    found = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return found.union(*(references(value) for value in node.values()))


def openapi_slice(description: dict[str, Any]) -> dict[str, Any]:
    """The description cut to our operations and the components they need."""
    paths: dict[str, Any] = {}
    missing = set(OPERATIONS)
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if not isinstance(operation, dict) or operation.get("operationId") not in OPERATIONS:
                continue
            missing.discard(operation["operationId"])
            kept = {
                "operationId": operation["operationId"],
                "parameters": without_prose(operation.get("parameters", [])),
                "responses": {
                    status: _json_only(_resolved(answer, description))
                    for status, answer in operation["responses"].items()
                    if status.startswith("2")
                },
            }
            if "requestBody" in operation:
                kept["requestBody"] = _json_only(operation["requestBody"])
            paths.setdefault(path, {})[method] = kept
    if missing:
        raise SystemExit(f"GitHub's description no longer has: {', '.join(sorted(missing))}")
    components: dict[str, dict[str, Any]] = {}
    wanted = references(paths)
    seen: set[str] = set()
    while wanted - seen:
        reference = min(wanted - seen)
        seen.add(reference)
        _, _, kind, name = reference.split("/")
        part = without_prose(description["components"][kind][name])
        components.setdefault(kind, {})[name] = part
        wanted |= references(part)
    return {
        "openapi": description["openapi"],
        "info": {key: description["info"][key] for key in ("version", "title", "license")},
        "paths": paths,
        "components": {kind: dict(sorted(parts.items())) for kind, parts in sorted(components.items())},
    }


def _resolved(answer: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in answer:
        return answer
    _, _, kind, name = answer["$ref"].split("/")
    resolved: dict[str, Any] = description["components"][kind][name]
    return resolved


def _json_only(body: dict[str, Any]) -> dict[str, Any]:
    content = body.get("content", {})
    chosen = next((content[kind] for kind in content if kind.endswith("json")), None)
    kept: dict[str, Any] = {}
    if "required" in body:
        kept["required"] = body["required"]
    if chosen is not None:
        kept["content"] = {"application/json": {"schema": without_prose(chosen.get("schema", {}))}}
    return kept


def sdl_without_descriptions(sdl: str) -> str:
    """The schema's text without its block descriptions and empty lines, which nothing here reads."""
    return re.sub(r"\n{2,}", "\n", re.sub(r'^\s*""".*?"""\s*$', "", sdl, flags=re.MULTILINE | re.DOTALL))


def _write_gz(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Fetch the packages with npm into a scratch folder and write the slices."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "package.json").write_text("{}")
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *PACKAGES],
            cwd=folder,
            check=True,
        )
        octokit = folder / "node_modules" / "@octokit"
        versions = {
            name: json.loads((octokit / package / "package.json").read_text())["version"]
            for name, package in (
                ("openapi", "openapi"),
                ("graphql", "graphql-schema"),
                ("webhooks", "webhooks-examples"),
            )
        }
        description = json.loads((octokit / "openapi" / "generated" / "api.github.com.json").read_text())
        slice_text = json.dumps(openapi_slice(description), separators=(",", ":"), sort_keys=True)
        (STANDIN / "openapi.json").write_text(slice_text + "\n")
        sdl = (octokit / "graphql-schema" / "schema.graphql").read_text()
        _write_gz(STANDIN / "schema.graphql.gz", sdl_without_descriptions(sdl))
        (STANDIN / "LICENSES.md").write_text(LICENCE_NOTE.format(**versions))
        FIXTURES.mkdir(parents=True, exist_ok=True)
        for examples in sorted((octokit / "webhooks-examples").glob("*/index.json")):
            compact = json.dumps(json.loads(examples.read_text()), separators=(",", ":"))
            _write_gz(FIXTURES / f"{examples.parent.name}.json.gz", compact)
        licence = f"Published webhook examples: `@octokit/webhooks-examples` {versions['webhooks']}, MIT licence, (c) Octokit contributors.\n"
        (FIXTURES / "LICENSES.md").write_text(licence)
    sys.stdout.write(f"wrote {STANDIN} and {FIXTURES}: {versions}\n")


if __name__ == "__main__":
    main()
