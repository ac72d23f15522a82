"""What a summary says, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from bot.compare.adherence import adherence
from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.summary import SummaryError, render, summarise, words
from checks.report import Severity

RULE = "security/sql-built-from-text"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "100 %"),
        (0.999, "over 99 %"),
        (0.986, "99 %"),
        (0.5, "50 %"),
        (0.001, "under 1 %"),
        (0.0, "0 %"),
    ],
)
def test_shares_are_whole_percent_and_never_called_all_or_nothing(share: float, said: str) -> None:
    assert words.percent(share) == said


def test_the_range_is_rounded_outwards() -> None:
    assert words.plausible(adherence(212, 3, 40)) == "96–100 %"
    assert words.plausible(adherence(40, 0, 40)) == "93–100 %"
    assert words.plausible(adherence(40, 0, 4)) == "–"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("claude-code", "Claude Code"),
        ("codex", "OpenAI Codex"),
        ("openhands", "OpenHands"),
        ("our-bot", "Our Bot"),
        (None, "No agent seen"),
    ],
)
def test_agents_are_called_as_people_call_them(agent: str | None, name: str) -> None:
    assert words.agent_name(agent) == name


def test_an_empty_week_is_one_line(filled: Ledger) -> None:
    line = "No pull request was opened in acme in week 2026-W40."
    assert render(filled, "acme", "2026-W40") == line + "\n"
    assert line in render(filled, "acme", "2026-W40", "html")


def test_the_first_week_explains_how_to_read_it(filled: Ledger) -> None:
    first, later = render(filled, "acme", "2026-W45"), render(filled, "acme", "2026-W47")
    assert "New here?" in first
    assert "<details open><summary>How to read this" in first
    assert "nothing to compare it with" in first
    assert "New here?" not in later
    assert "How to read this" in later


def test_under_five_pull_requests_there_is_no_rate(filled: Ledger) -> None:
    text = render(filled, "acme", "2026-W47")
    assert "GitHub Copilot: 2 pull requests so far. We start counting at 5." in text
    rows = [line for line in text.splitlines() if "| GitHub Copilot |" in line and " of " in line]
    assert rows
    assert all(row.endswith("| – | – |") for row in rows)


def test_unknown_origin_is_always_named(filled: Ledger, ledger: Ledger, build: Any) -> None:
    for week in ("2026-W45", "2026-W46", "2026-W47"):
        summary = summarise(filled, "acme", week)
        of = summary.unattributed
        assert of.unknown
        assert f"{of.unknown} of 16 pull requests: origin not visible or not certain" in render(
            filled, "acme", week
        )


def test_agents_stand_in_the_order_of_their_names_whatever_they_did(filled: Ledger) -> None:
    for week in ("2026-W45", "2026-W46", "2026-W47"):
        names = [words.agent_name(block.agent) for block in summarise(filled, "acme", week).agents]
        assert names == sorted(names)


def test_no_person_no_rank_and_no_decimal_is_in_the_words(filled: Ledger) -> None:
    text = render(filled, "acme", "2026-W47")
    assert "someone" not in text
    assert not re.search(r"\b(best|worst|winner|leader|rank(?!s? )|first place)\b", text, re.IGNORECASE)
    assert not re.search(r"\d\.\d", text.replace("git.test", ""))
    assert not re.search("[🏆🥇🥈🥉↑↓▲▼]", text)


def test_differences_are_too_early_to_say(filled: Ledger) -> None:
    text = render(filled, "acme", "2026-W47")
    assert re.search(
        r"Claude Code \d+ of \d+ clean, OpenAI Codex \d+ of \d+ clean\. Too early to say whether they differ",
        text,
    )
    assert "nothing we can be sure of changed" in text


def test_the_chart_is_one_that_github_renders(filled: Ledger) -> None:
    text = render(filled, "acme", "2026-W47")
    chart = text.partition("```mermaid\n")[2].partition("```")[0].splitlines()
    assert chart[0] == "xychart-beta"
    assert '    x-axis ["W45", "W46", "W47"]' in chart
    assert "mermaid" not in render(filled, "acme", "2026-W45"), "one week is no trend"


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (
            ["merged"],
            "1 pull request was opened, by an agent we can name. So far: 1 merged. It was clean at first push. Nothing was merged",
        ),
        (
            ["open", "closed"],
            "2 pull requests were opened, all by agents we can name. So far: 1 closed without a merge, 1 still open.",
        ),
    ],
)
def test_the_opening_sentences_fit_small_numbers(
    ledger: Ledger, build: Any, states: list[str], said: str
) -> None:
    for number, state in enumerate(states):
        ledger.record_run(build.run(build.pull(number, state=state), sites={RULE: {"python": 1}}))
    assert said in render(ledger, "acme", "2026-W47")


def test_what_was_merged_with_a_finding_is_said_first_and_linked(ledger: Ledger, build: Any) -> None:
    ledger.record_run(
        build.run(
            build.pull(3, state="merged"),
            findings=[build.finding("a", RULE, Severity.ERROR)],
            sites={RULE: {"python": 4}},
        )
    )
    text = render(ledger, "acme", "2026-W47")
    assert "1 error was merged as it stood, in 1 pull request: see the list." in text
    listed = text.partition("### Merged as it stood")[2].partition("###")[0]
    assert "[shop 3](https://git.test/acme/shop/pull/3)" in listed


def test_text_of_pull_requests_does_nothing_but_show(ledger: Ledger, build: Any) -> None:
    evil = "@acme/team #12 <img src=x onerror=alert(1)> | ``` </details> [x](javascript:alert(1)) \u202e"
    finding = replace(build.finding("a", RULE), message=evil, path="a|b`c<script>.py")
    who = build.attributed("evil|<b>@agent")
    pull = replace(build.pull(1, title=evil, state="merged"), html_url="javascript:alert(1)")
    ledger.record_run(build.run(pull, findings=[finding], sites={RULE: {"python": 1}}, attribution=who))
    text = render(ledger, "acme", "2026-W47")
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert set(re.findall(r"<(\w+)", shown)) <= {
        "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "code", "ul", "li", "details", "summary",
    }  # fmt: skip
    assert "@acme" not in text
    assert "@agent" not in text
    assert "<a " not in shown, "nothing but a web address becomes a link"
    assert "\u202e" not in text
    assert text.count("</details>") == text.count("<details")
    head = next(line for line in text.splitlines() if line.startswith("| Agent | Opened"))
    for row in text.partition(head)[2].partition("\n\n")[0].splitlines()[2:]:
        assert len(re.findall(r"(?<!\\)\|", row)) == len(re.findall(r"\|", head))
    page = render(ledger, "acme", "2026-W47", "html")
    assert "<img" not in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_an_unknown_organisation_or_format_is_refused_with_the_mend(filled: Ledger) -> None:
    with pytest.raises(SummaryError, match=r"no organisation 'nobody' in the ledger; known: acme, other"):
        render(filled, "nobody", "2026-W47")
    with pytest.raises(SummaryError, match="choose one of markdown, json, html"):
        render(filled, "acme", "2026-W47", "pdf")


def test_a_long_week_fits_into_an_issue(ledger: Ledger, build: Any) -> None:
    for number in range(400):
        who = build.attributed(None, AgentState.NONE)
        ledger.record_pull_request(build.pull(number, title="Long title " * 20), who)
    text = render(ledger, "acme", "2026-W47")
    assert len(text) < 65_536
    assert "400 pull requests were opened" in text
