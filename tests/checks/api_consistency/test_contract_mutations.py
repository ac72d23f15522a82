"""Public contracts with one change each: what breaks clients is found, what does not is silent."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.api_consistency import graphql_diff, openapi_diff, protobuf_diff
from checks.api_consistency.contract_change import Change
from checks.api_consistency.graphql_schema import read_schema
from checks.api_consistency.openapi import Document, read_document
from checks.api_consistency.protobuf import read_proto
from checks.report import Severity
from tests.checks.api_consistency import contract_mutations as mutations

CONTRACTS = Path(__file__).resolve().parents[2] / "fixtures" / "contracts"
TREE: dict[str, Any] = yaml.safe_load((CONTRACTS / "github-labels.openapi.yaml").read_text("utf-8"))
SDL = (CONTRACTS / "github-labels.graphql").read_text("utf-8")
PROTOS = {
    name: (CONTRACTS / f"{name}.proto").read_text("utf-8") for name in ("operations", "distribution", "code")
}
ROUNDS = 6


def _document(tree: dict[str, Any]) -> Document:
    document = read_document("openapi.yaml", yaml.dump(tree, Dumper=_Plain, sort_keys=False))
    assert document is not None
    return document


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _breaks(changes: tuple[Change, ...]) -> list[str]:
    return [c.message for c in changes if c.breaking and c.severity is not Severity.NOTE]


def _openapi(mutate: Any) -> list[list[str]]:
    found = []
    for seed in range(ROUNDS):
        pair = mutate(TREE, random.Random(seed))
        assert pair is not None
        found.append(_breaks(openapi_diff.differences(_document(pair[0]), _document(pair[1]))))
    return found


def _protobuf(mutate: Any) -> list[list[str]]:
    found = []
    for name, text in PROTOS.items():
        for seed in range(ROUNDS):
            pair = mutate(text, random.Random(seed))
            if pair is not None:
                base, head = (read_proto(f"{name}.proto", t) for t in pair)
                same = {f"{name}.proto": f"{name}.proto"}
                found.append(_breaks(protobuf_diff.differences([base], [head], same)))
    assert found
    return found


def _graphql(mutate: Any) -> list[list[str]]:
    found = []
    for seed in range(ROUNDS):
        pair = mutate(SDL, random.Random(seed))
        assert pair is not None
        base, head = (read_schema([("schema.graphql", t)]) for t in pair)
        found.append(_breaks(graphql_diff.differences(base, head)))
    return found


@pytest.mark.parametrize("name", mutations.OPENAPI_BREAKING)
def test_what_breaks_an_openapi_client_is_found(name: str) -> None:
    assert [f for f in _openapi(mutations.OPENAPI_BREAKING[name]) if not f] == []


@pytest.mark.parametrize("name", mutations.OPENAPI_BENIGN)
def test_what_breaks_no_openapi_client_is_silent(name: str) -> None:
    assert [f for f in _openapi(mutations.OPENAPI_BENIGN[name]) if f] == []


@pytest.mark.parametrize("name", mutations.PROTO_BREAKING)
def test_what_breaks_a_protobuf_client_is_found(name: str) -> None:
    assert [f for f in _protobuf(mutations.PROTO_BREAKING[name]) if not f] == []


@pytest.mark.parametrize("name", mutations.PROTO_BENIGN)
def test_what_breaks_no_protobuf_client_is_silent(name: str) -> None:
    assert [f for f in _protobuf(mutations.PROTO_BENIGN[name]) if f] == []


@pytest.mark.parametrize("name", mutations.GRAPHQL_BREAKING)
def test_what_breaks_a_graphql_client_is_found(name: str) -> None:
    assert [f for f in _graphql(mutations.GRAPHQL_BREAKING[name]) if not f] == []


@pytest.mark.parametrize("name", mutations.GRAPHQL_BENIGN)
def test_what_breaks_no_graphql_client_is_silent(name: str) -> None:
    assert [f for f in _graphql(mutations.GRAPHQL_BENIGN[name]) if f] == []
