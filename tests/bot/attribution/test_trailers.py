"""Trailers are what git says they are."""

from __future__ import annotations

import os
import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.attribution.trailers import parse_trailers, split_trailer

LINES = [
    "fix: subject", "Signed-off-by: A <a@b>", "Co-Authored-By: Claude <noreply@anthropic.com>", "some prose here", "",
    "  continued", "\tcont", "# comment", "key : v", "key: ", "(cherry picked from commit abc)", "---", "--- x", "Key-2:v",
    "http://x.y/z: a", "ключ: v", "a b: c", " ", "---\t",
]  # fmt: skip


def by_git(message: str) -> str:
    return subprocess.run(
        ["git", "-c", "core.commentChar=#", "interpret-trailers", "--parse"],
        input=message.encode(),
        capture_output=True,
        check=True,
        cwd="/",
        env={"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    ).stdout.decode()


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=9).map("\n".join), st.sampled_from(["", "\n"]))
@settings(max_examples=150, deadline=None)
def test_our_parse_equals_gits(message: str, end: str) -> None:
    ours = "".join(f"{key}: {value}\n" for key, value in parse_trailers(message + end))
    assert ours == by_git(message + end)


def test_only_the_last_paragraph_counts() -> None:
    trailer = "Co-Authored-By: Claude <noreply@anthropic.com>"
    assert parse_trailers(f"Subject\n\n{trailer}\n\nMore words.\n") == ()
    assert parse_trailers(f"Subject\n\nWords.\n\n{trailer}\n") == (
        ("Co-Authored-By", "Claude <noreply@anthropic.com>"),
    )
    assert parse_trailers(f"{trailer}\n") == ()


def test_a_line_of_text_is_split_at_its_first_colon() -> None:
    assert split_trailer("Amp-Thread-ID: https://x") == ("Amp-Thread-ID", "https://x")
    assert split_trailer("no trailer here") is None
