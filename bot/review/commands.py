"""What people may say in a comment: ``/evenhand recheck|ignore|agent|explain|help``. Parsing and words; pure.

Only the first line of a new comment is read, and only what stands here is understood: arguments are names that are
looked up, never text that is run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass

from bot import markdown
from bot.review.links import Links
from checks.rules import Rule, find_rule, load_rules

REASON_LIMIT = 300
_NAMES = ("recheck", "ignore", "agent", "explain", "help")
_AGENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
NOBODY = "none"
"""``/evenhand agent none``: no agent wrote it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One understood command. ``subject`` is a rule's id or an agent's name."""

    name: str
    subject: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A command that cannot be followed; ``words`` say why and how to write it."""

    words: str


def parse(line: str, agents: Collection[str]) -> Command | NotUnderstood:
    """Read a command's line. ``agents`` are the names that may be given."""
    words = line.split()[1:]
    if not words:
        return Command("help")
    name, rest = words[0].lower(), words[1:]
    if name not in _NAMES:
        near = difflib.get_close_matches(name, _NAMES, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        return NotUnderstood(f"There is no command `{_shown(name)}`.{hint} `/evenhand help` lists them.")
    if name in {"recheck", "help"}:
        return Command(name)
    if not rest:
        example = {"ignore": "RULE REASON", "agent": "NAME", "explain": "RULE"}[name]
        return NotUnderstood(f"Something is missing: `/evenhand {name} {example}`.")
    if name == "agent":
        return _agent(rest[0], agents)
    rule = find_rule(rest[0].strip("`"))
    if rule is None:
        return NotUnderstood(_no_rule(rest[0].strip("`")))
    if name == "explain":
        return Command(name, rule.rule.id)
    reason = " ".join(rest[1:])[:REASON_LIMIT]
    if not re.search(r"\w", reason):
        return NotUnderstood(
            f"A reason is needed, so that others understand it later: `/evenhand ignore {rule.rule.id} REASON`."
        )
    return Command(name, rule.rule.id, reason)


def help_text() -> str:
    """What can be said, as a reply."""
    return "\n".join(
        (
            "In a comment's first line, people with write access may say:",
            "",
            "- `/evenhand recheck` reviews the newest commit again",
            "- `/evenhand ignore RULE REASON` silences a rule on this pull request",
            "- `/evenhand agent NAME` says which agent wrote it (`none`: no agent did)",
            "- `/evenhand explain RULE` tells what a rule looks for, and why",
            "- `/evenhand help` shows this list",
        )
    )


def explanation(rule_id: str, links: Links) -> str:
    """A rule in a few sentences, as a reply."""
    found = find_rule(rule_id)
    assert found is not None
    rule: Rule = found.rule
    page = links.rule(rule.id)
    parts = [
        f"**{markdown.line(rule.title)}** ({markdown.code(rule.id)}, {rule.severity.value})",
        markdown.prose(rule.what),
        f"**Why:** {markdown.prose(rule.why)}",
        f"**Fix:** {markdown.prose(rule.fix)}",
        f"[Examples and references]({page})"
        if page
        else f"Examples: {markdown.code(f'evenhand rule {rule.id}')}",
    ]
    return "\n\n".join(parts)


def _agent(given: str, agents: Collection[str]) -> Command | NotUnderstood:
    name = given.strip("`").lower()
    if name in agents or name in {NOBODY, "human", "mixed"}:
        return Command("agent", NOBODY if name == "human" else name)
    near = difflib.get_close_matches(name, sorted(agents), n=1)
    hint = f" Did you mean `{near[0]}`?" if near and _AGENT.fullmatch(near[0]) else ""
    return NotUnderstood(
        f"There is no agent `{_shown(name)}` here.{hint} A team adds its own under `agents.own` in its configuration."
    )


def _no_rule(name: str) -> str:
    known = list(load_rules())
    slugs = {rule.rpartition("/")[2]: rule for rule in known}
    near = difflib.get_close_matches(name.lower(), [*known, *slugs], n=1)
    hint = f" Did you mean `{slugs.get(near[0], near[0])}`?" if near else ""
    return f"There is no rule `{_shown(name)}`.{hint}"


def _shown(text: str) -> str:
    """Fit for a code span: only letters, digits and a few signs of what somebody typed."""
    return re.sub(r"[^A-Za-z0-9./_-]", "?", text)[:60]
