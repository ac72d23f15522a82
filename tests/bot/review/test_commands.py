"""What people may say, and how what they say wrongly is answered."""

from __future__ import annotations

import pytest

from bot.attribution import agent_names
from bot.review.commands import Command, NotUnderstood, explanation, help_text, parse
from bot.review.links import Links

AGENTS = agent_names()


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/evenhand recheck", Command("recheck")),
        ("/evenhand   RECHECK  please", Command("recheck")),
        ("/evenhand", Command("help")),
        ("/evenhand help", Command("help")),
        ("/evenhand agent codex", Command("agent", "codex")),
        ("/evenhand agent `Claude`", Command("agent", "claude")),
        ("/evenhand agent human", Command("agent", "none")),
        ("/evenhand agent none", Command("agent", "none")),
        ("/evenhand explain sql-injection", Command("explain", "security/sql-injection")),
        (
            "/evenhand ignore security/sql-injection the values are constants",
            Command("ignore", "security/sql-injection", "the values are constants"),
        ),
        (
            "/evenhand ignore `sql-injection` test data",
            Command("ignore", "security/sql-injection", "test data"),
        ),
    ],
)
def test_what_is_said_rightly_is_understood(line: str, command: Command) -> None:
    assert parse(line, AGENTS) == command


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/evenhand rechek", "Did you mean `recheck`?"),
        ("/evenhand merge", "`/evenhand help` lists them"),
        ("/evenhand ignore", "`/evenhand ignore RULE REASON`"),
        ("/evenhand ignore sql-injection", "A reason is needed"),
        ("/evenhand ignore sql-injection !!!", "A reason is needed"),
        ("/evenhand ignore sql-injektion because", "Did you mean `security/sql-injection`?"),
        ("/evenhand explain", "`/evenhand explain RULE`"),
        ("/evenhand agent codexx", "Did you mean `codex`?"),
        ("/evenhand agent zzzzzzz", "agents.own"),
    ],
)
def test_what_is_said_wrongly_is_answered_with_how_to_say_it(line: str, words: str) -> None:
    found = parse(line, AGENTS)
    assert isinstance(found, NotUnderstood)
    assert words in found.words


@pytest.mark.parametrize(
    "typed", ["@everyone", "#12", "`x`</details>", "![x](https://x.io)", "\u202eevil", "$(id)"]
)
def test_nothing_typed_comes_back_with_power(typed: str) -> None:
    for line in (f"/evenhand {typed}", f"/evenhand agent {typed}", f"/evenhand explain {typed}"):
        found = parse(line, AGENTS)
        assert isinstance(found, NotUnderstood)
        assert not set(found.words) & set("@#<>![]()$\u202e") - set("()"), found.words


def test_a_long_reason_is_cut() -> None:
    found = parse("/evenhand ignore sql-injection " + "x" * 5000, AGENTS)
    assert isinstance(found, Command)
    assert len(found.reason) == 300


def test_help_names_every_command() -> None:
    for name in ("recheck", "ignore", "agent", "explain", "help"):
        assert f"`/evenhand {name}" in help_text()


def test_an_explanation_says_what_why_and_how_to_mend_it() -> None:
    text = explanation(
        "security/sql-injection", Links("https://github.com", "a/b", "c", "https://e.io/rules")
    )
    assert "**Why:**" in text
    assert "**Fix:**" in text
    assert "https://e.io/rules/security/sql-injection" in text
