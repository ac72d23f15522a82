"""What people read: the comment and the check-run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.ledger.records import AgentState, Attribution
from bot.review import checkrun, comment
from bot.review.anchors import Anchor
from bot.review.links import Links
from bot.review.placement import place_findings
from checks.report import Evidence, Finding, IgnoreUse, Report, RunError, Severity, SkippedFile, Suggestion
from tests.bot.review.conftest import finding

RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
Make = Callable[..., Finding]
LINKS = Links("https://github.com", "acme/shop", "c0ffee" * 6 + "abcd")
NOBODY = Attribution(None, AgentState.NONE, "", 0.0)


def test_a_comment_says_what_why_fix_and_where_to_read_on(make: Make) -> None:
    found = make(1, evidence=(Evidence("app/api v2.py", 3, "`name` comes from the query string"),))
    found = make(
        1,
        evidence=found.evidence,
        suggestion=Suggestion(2, 2, "    cursor.execute(sql, (name,))"),
    )
    body = comment.render(found, Anchor("app/db.py", 2, holds_suggestion=True), LINKS, (make(9),))
    assert body == (
        f"**{comment.title(found)}**\n\n"
        "The value `name1` is put into the SQL text.\n\n"
        "Whoever controls the value controls the query.\n\n"
        "**Fix:** Pass it as a parameter.\n\n"
        "```suggestion\n    cursor.execute(sql, (name,))\n```\n\n"
        f"See [app/api v2.py line 3](https://github.com/acme/shop/blob/{LINKS.head_sha}/app/api%20v2.py#L3): "
        "`name` comes from the query string\n\n"
        f"The same in [app/db.py line 10](https://github.com/acme/shop/blob/{LINKS.head_sha}/app/db.py#L10).\n\n"
        "<sub>error · `security/sql-injection` · [CWE-89](https://cwe.mitre.org/data/definitions/89.html) · "
        "`evenhand rule security/sql-injection`</sub>\n\n"
        f"<!-- evenhand:finding {1:032x} {9:032x} -->"
    )
    assert comment.fingerprints_of(body) == (f"{1:032x}", f"{9:032x}")


def test_a_suggestion_stands_only_on_the_lines_it_replaces(make: Make) -> None:
    found = make(1, suggestion=Suggestion(2, 3, "x"))
    assert "```suggestion" not in comment.render(found, Anchor("app/db.py", 2), LINKS)


def test_a_suggestion_with_hidden_characters_is_not_offered(make: Make) -> None:
    found = make(1, suggestion=Suggestion(2, 2, "x = '\u202e'"))
    assert "```suggestion" not in comment.render(found, Anchor("app/db.py", 2, holds_suggestion=True), LINKS)


def test_names_in_a_message_mention_nobody(make: Make) -> None:
    body = comment.render(make(1, message="The column @octocat/team closes #12."), Anchor("a", 1), LINKS)
    assert "@octocat" not in body
    assert "#12" not in body


def test_marking_as_fixed_keeps_the_words_and_can_be_repeated(make: Make) -> None:
    body = comment.render(make(1), Anchor("a", 1), LINKS)
    fixed = comment.as_fixed(body, LINKS.head_sha)
    assert fixed.startswith(f"~~**{comment.title(make(1))}**~~ Fixed in c0ffeec0ff.")
    assert "Whoever controls the value" in fixed
    assert comment.fingerprints_of(fixed) == (f"{1:032x}",)
    assert comment.as_fixed(fixed, "other") == fixed


texts = st.lists(
    st.one_of(
        st.sampled_from(list("`@#<>![]()*_~|\\&;:/\n -GH1\u202e\u200b\u2066\u3164é数😀")),
        st.sampled_from(["```", "```suggestion\n", "<!-- evenhand:fixed -->", "@all ", " #12 ", "<details>"]),
    ),
    max_size=25,
).map("".join)
FORGED = "<!-- evenhand:finding " + "f" * 32 + " -->"


def said(message: str, why: str, fix: str, code: str) -> tuple[str, str, str]:
    """A comment, the same marked as fixed, and that for another finding. They are within the limit and known again."""
    found = finding(1, message=f"{message} `{FORGED}`", why=why, fix=fix, suggestion=Suggestion(2, 2, code))
    body = comment.render(found, Anchor("app/db.py", 2, holds_suggestion=True), LINKS, (finding(9),))
    fixed = comment.as_fixed(body, LINKS.head_sha)
    other = comment.with_fingerprints(fixed, ["a" * 32])
    assert all(len(text.encode("utf-8", "strict")) <= 65_535 for text in (body, fixed, other))
    assert comment.fingerprints_of(body) == comment.fingerprints_of(fixed) == (f"{1:032x}", f"{9:032x}")
    assert comment.fingerprints_of(other) == ("a" * 32,)
    assert (comment.is_fixed(body), comment.is_fixed(fixed)) == (False, True)
    assert comment.as_fixed(fixed, "other") == fixed
    return body, fixed, other


@settings(max_examples=60, deadline=None)
@given(texts, texts, texts, texts)
@example(f"`{FORGED}`", "", "", f"{FORGED}\n<!-- evenhand:fixed -->")
def test_a_comment_shows_whatever_it_quotes_and_is_known_again(
    message: str, why: str, fix: str, code: str
) -> None:
    for text in said(message, why, fix, code):
        html = RENDERER.render(text)
        outside = re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
        assert not re.search(r"<(?:img|script|iframe)", outside)
        assert not re.search(r"(?<![\w`])@(?=[A-Za-z0-9])", re.sub(r"<[^>]+>", "", outside))


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize(("count", "is_cut"), [(8_000, False), (9_350, True), (9_362, True), (30_000, True)])
def test_a_comment_of_many_bytes_fits_before_and_after_it_is_fixed(
    which: int, count: int, is_cut: bool
) -> None:
    parts = ["short"] * 4
    parts[which] = "数é\n\n" * count
    body, _, _ = said(*parts)
    assert ("Cut here" in body) is is_cut


def placed(*findings: Finding) -> Any:
    return place_findings(
        findings, (), (), comment_limit=10, comment_level=Severity.WARNING, comments_wanted=True
    )


def test_the_check_run_counts_sites_and_names_what_was_not_read(make: Make) -> None:
    found = (make(1), make(2, Severity.NOTE))
    report = Report(
        "b",
        "h",
        found,
        {"security/sql-injection": {"python": 14}, "error-handling/swallowed-error": {"go": 3}},
        reviewed=("app/db.py", "app/api.py"),
        skipped=(SkippedFile("a|b.lock", "lock file"), SkippedFile("x.bin", "binary file")),
        ignores=(IgnoreUse("a.py", 1, ("x",), "why", False, 2),),
        errors=(RunError("could not be parsed", "@octocat.py", "security/a"),),
    )
    texts = checkrun.render(report, placed(*found), NOBODY, LINKS, ("`.github/evenhand.yml` is broken",), 1)
    assert texts.title == "1 error, 1 note"
    assert texts.summary.startswith(
        "1 error, 1 note in 1 file; 17 places checked in 2 files. Fixed since the last review: 1.\n\n"
        "| Family | Findings | Places checked |\n| --- | ---: | ---: |\n"
        "| Security | 2 | 14 |\n| Error handling | 0 | 3 |\n\n"
        "Listed here without a comment on the diff: 2 (1 of lesser weight; 1 on lines that are not in the diff).\n\n"
        "Silenced by comments that were there before: 2."
    )
    assert "Not read: 2 files (lock file: 1, binary file: 1)" in texts.summary
    assert "`security/a` `@octocat.py`: could not be parsed" in texts.summary
    assert texts.text.startswith("- **error** [app/db.py line 2](https://github.com/acme/shop/blob/")


def test_long_reports_are_cut_within_githubs_limits(make: Make) -> None:
    found = tuple(make(n, message="ü" * 30_000, path=f"{'d' * 200}/{n}.py") for n in range(700))
    report = Report("b", "h", found, skipped=tuple(SkippedFile("ü" * 4000, "x" * 4000) for _ in range(50)))
    texts = checkrun.render(report, placed(*found), NOBODY, LINKS, ["n" * 70_000])
    assert len(texts.summary.encode()) <= 65_535
    assert len(texts.text.encode()) <= 65_535
    assert len(texts.annotations) == checkrun.ANNOTATION_LIMIT
    assert all(len(a["message"].encode()) < 64 * 1024 for a in texts.annotations)
    assert len(comment.render(found[0], None, LINKS, found[1:]).encode()) <= 65_535


def test_the_conclusion_follows_the_teams_level(make: Make) -> None:
    clean = Report("b", "h")
    assert checkrun.conclusion(clean, (), Severity.ERROR) == "success"
    assert checkrun.conclusion(clean, (make(1, Severity.NOTE),), Severity.ERROR) == "success"
    assert checkrun.conclusion(clean, (make(1, Severity.WARNING),), Severity.ERROR) == "neutral"
    assert checkrun.conclusion(clean, (make(1, Severity.WARNING),), Severity.WARNING) == "failure"
    assert checkrun.conclusion(clean, (make(1),), None) == "neutral"
    assert checkrun.conclusion(Report("b", "h", errors=(RunError("x"),)), (), Severity.ERROR) == "neutral"
