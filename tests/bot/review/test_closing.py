"""Which issues a pull request closes, by GitHub's keywords, and which labels put it beside others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.review.closing import issues_closed, targets

HOST = "https://github.com"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Closes #12", ["acme/shop#12"]),
        ("fix #1, resolves #2 and Fixed: #3", ["acme/shop#1", "acme/shop#2", "acme/shop#3"]),
        ("Fixes Acme/Store#7", ["acme/store#7"]),
        ("closes https://github.com/acme/shop/issues/5", ["acme/shop#5"]),
        ("Closes #12 and closes #12", ["acme/shop#12"]),
        ("Resolves other/shop#3", []),
        ("closes https://example.com/acme/shop/issues/5", []),
        ("See #12", []),
        ("prefixes #12", []),
        ("This encloses #12", []),
        ("`Closes #12`", []),
        ("```\nCloses #12\n```", []),
        ("<!-- Closes #12 -->", []),
        ("> Closes #12\n\nNo.", []),
        ("Closes #", []),
        ("Closes #12abc", []),
    ],
)
def test_closing_keywords_are_read_as_github_reads_them(text: str, found: list[str], build: Any) -> None:
    pull = replace(build.pull(), org="acme", repo="acme/shop", body=text, title="T")
    assert list(issues_closed(pull, HOST)) == found


def test_labels_match_too(build: Any) -> None:
    pull = replace(
        build.pull(), body="Fixes #1", repo="acme/shop", org="acme", labels=("Evenhand-Match: Login ", "bug")
    )
    assert targets(pull, HOST) == ("acme/shop#1", "match:login")


def test_a_text_full_of_issues_is_bounded(build: Any) -> None:
    body = " ".join(f"closes #{n}" for n in range(1, 5000))
    assert len(issues_closed(replace(build.pull(), body=body), HOST)) == 10
