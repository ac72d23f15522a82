"""Text from a pull request becomes markdown that shows it and does nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot import markdown

RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
hostile = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("`@#<>![]()*_~|\\&;:/\n\r\t -+=.1a\u202e\u200b\u2066\u3164")),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)
MENTION = re.compile(r"(?<![\w`])@(?=[A-Za-z0-9])")
ISSUE = re.compile(r"(?<!&)#(?=\d)")


def outside_code(html: str) -> str:
    return re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)


def text_of(html: str) -> str:
    return (
        re.sub(r"<[^>]+>", "", outside_code(html))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


@given(hostile)
@example("@octocat and `a` @team `b")
@example("see #12, acme/shop#3 and GH-4")
@example("<img src=x onerror=y> ![x](http://evil/p.png) [a](http://b)")
@example("```\n@all\n```")
@example("<!-- -->\n<details>")
@example("a\n===\n\n    code\n\n- x\n1. y\n> z\n| a | b |\n|---|---|\n| c | d |")
@example("www.evil.example http://evil.example a@b.example")
@example("``x` @user ``")
@example("`\\` @user`")
def test_prose_has_no_power(text: str) -> None:
    html = RENDERER.render(markdown.prose(text))
    assert tags(html) <= {"p", "code", "br"}, html
    shown = text_of(html)
    assert not MENTION.search(shown), html
    assert not ISSUE.search(shown), html
    assert not re.search(r"(?i)(?:https?|ftp|mailto|xmpp):|www\.", shown), html
    assert not markdown.has_hidden(html.replace("\u200b", "")), html


@given(hostile)
def test_a_code_span_holds_whatever_is_in_it(text: str) -> None:
    html = RENDERER.render(f"before {markdown.code(text)} after").strip()
    assert re.fullmatch(r"<p>before <code>[^<]*</code> after</p>", html), html


@given(hostile)
def test_a_block_holds_whatever_is_in_it(text: str) -> None:
    html = RENDERER.render(f"before\n\n{markdown.block(text, 'python')}\n\nafter")
    assert re.fullmatch(r"<p>before</p>\n<pre><code[^>]*>[^<]*</code></pre>\n<p>after</p>\n", html), html


@given(hostile)
def test_a_suggestion_holds_its_lines_or_is_not_made(text: str) -> None:
    made = markdown.suggestion(text)
    if made is None:
        assert markdown.has_hidden(text)
        return
    html = RENDERER.render(f"before\n\n{made}\n\nafter")
    assert re.fullmatch(
        r"<p>before</p>\n<pre><code class=\"language-suggestion\">[^<]*</code></pre>\n<p>after</p>\n", html
    )


@given(hostile, hostile)
def test_a_link_leads_where_it_should_and_nowhere_else(label: str, path: str) -> None:
    from urllib.parse import quote

    html = RENDERER.render("x " + markdown.link(label or "a", f"https://example.org/{quote(path)}"))
    assert re.findall(r'href="([^"]*)"', html) == [f"https://example.org/{quote(path)}".replace("&", "&amp;")]
    assert tags(html) <= {"p", "a", "code"}


@given(st.lists(hostile, min_size=2, max_size=2))
def test_a_cell_stays_in_its_cell(texts: list[str]) -> None:
    table = markdown.table(("A", "B"), [[markdown.cell(texts[0]) or "-", markdown.cell(texts[1]) or "-"]])
    html = RENDERER.render(table)
    assert html.count("<td") == 2, html
    assert html.count("<tr>") == 2, html


@given(st.text(max_size=400), st.integers(120, 300))
def test_a_cut_text_fits_and_ends_at_a_line(text: str, limit: int) -> None:
    made = markdown.cut(text, limit)
    assert len(made.encode()) <= limit
    if made != text:
        assert made.endswith("Cut here: the text was too long.\n")
        kept = made.removesuffix("\n\nCut here: the text was too long.\n")
        assert text.startswith(kept.removesuffix("\n```")) or "```" in text


def test_a_cut_closes_the_fence_it_leaves_open() -> None:
    made = markdown.cut("text\n```python\n" + "x = 1\n" * 100, 200)
    assert made.count("```") == 2


def test_links_to_issues_make_no_back_reference() -> None:
    made = markdown.link("the issue", "https://github.com/acme/shop/issues/3")
    assert made == "[the issue](https://redirect.github.com/acme/shop/issues/3)"
    blob = "https://github.com/acme/shop/blob/abc/a.py#L3"
    assert markdown.link("a.py", blob) == f"[a.py]({blob})"


def test_hidden_characters_are_spelt_out() -> None:
    assert markdown.visible("a\u202eb\u200bc\x00d") == "a\\u202eb\\u200bc\\u0000d"


@pytest.mark.parametrize("text", ["a -->", "x--y", "a\nb", "<b>", "é"])
def test_a_marker_takes_plain_words_only(text: str) -> None:
    with pytest.raises(ValueError, match="hidden marker"):
        markdown.marker(text)
