"""Every GraphQL document we send is valid against GitHub's published schema."""

from __future__ import annotations

import gzip
from importlib import resources

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from bot.github import reactions, reviews


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    packed = resources.files("bot.demo.standin").joinpath("schema.graphql.gz").read_bytes()
    return build_schema(gzip.decompress(packed).decode(), assume_valid=True)


@pytest.mark.parametrize("document", [*reviews.DOCUMENTS, reactions.document([1, 20])])
def test_the_document_is_valid(document: str, schema: GraphQLSchema) -> None:
    assert validate(schema, parse(document)) == []
