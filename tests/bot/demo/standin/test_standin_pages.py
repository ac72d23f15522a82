"""Pages for people: what is on them, and that hostile content stays text."""

from __future__ import annotations

import pytest
import requests

from bot.demo.standin.pages.text import html_of

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> [a](javascript:alert(3)) </details></main>'


def _page(shop, path: str) -> requests.Response:
    return requests.get(shop.github.url + path, timeout=20)


def test_the_pull_request_page_shows_the_check_and_the_comment_on_its_line(shop):
    token = shop.token()
    run = {
        "name": "Evenhand",
        "head_sha": shop.head,
        "conclusion": "failure",
        "output": {"title": "1 finding", "summary": "| family | findings |\n|---|---|\n| security | 1 |"},
    }
    shop.call("POST", "/repos/acme/shop/check-runs", json=run, token=token)
    comment = {
        "path": "app.py",
        "line": 10,
        "side": "RIGHT",
        "body": "Better:\n```suggestion\nfixed <b>\n```",
    }
    body = {"event": "COMMENT", "body": "One thing", "comments": [comment]}
    shop.call("POST", "/repos/acme/shop/pulls/1/reviews", json=body, token=token)
    page = _page(shop, "/acme/shop/pull/1").text
    assert "<td>security</td>" in page
    assert "agent:codex" in page
    assert '<span class="line del">- changed</span><span class="line add">+ fixed &lt;b&gt;</span>' in page
    assert page.index('<td class="code">changed</td>') < page.index(
        "discussion_r", page.index("Files changed")
    )


def test_hostile_text_is_shown_as_text(shop):
    shop.commit({"evil.py": HOSTILE + "\n"}, HOSTILE)
    shop.push("feature")
    shop.github.synchronize("acme/shop", 1)
    pull = shop.github.pull("acme/shop", 1)
    pull.issue.title = pull.issue.body = HOSTILE
    shop.github.comment("acme/shop", 1, "mallory", HOSTILE)
    shop.github.label("acme/shop", 1, "<b>x</b>")
    answer = _page(shop, "/acme/shop/pull/1")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img src=x" not in answer.text
    assert 'href="javascript' not in answer.text
    assert answer.text.count("</main>") == 1
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    "path", ["/", "/acme/shop", "/acme/shop/pulls", "/acme/shop/pull/1", "/_standin/style.css"]
)
def test_pages_answer(shop, path):
    assert _page(shop, path).status_code == 200


@pytest.mark.parametrize("path", ["/acme/none/pulls", "/acme/shop/pull/99", "/acme/shop/issues/99"])
def test_missing_pages_say_so(shop, path):
    answer = _page(shop, path)
    assert (answer.status_code, "Not found" in answer.text) == (404, True)


def test_an_issue_shows_its_chart(shop):
    chart = '```mermaid\nxychart-beta\n title "Clean <pulls>"\n x-axis [W1, W2]\n y-axis "n" 0 --> 4\n bar [1, 4]\n```'
    made = shop.call(
        "POST", "/repos/acme/shop/issues", json={"title": "Week", "body": chart}, token=shop.token()
    )
    page = _page(shop, f"/acme/shop/issues/{made.json()['number']}").text
    assert '<svg class="chart" role="img" aria-label="Clean &lt;pulls&gt;"' in page
    assert page.count("<rect") == 2


def test_other_diagrams_stay_code():
    assert html_of("```mermaid\ngraph TD; A-->B\n```") == "<pre><code>graph TD; A--&gt;B\n</code></pre>\n"


def test_folds_are_balanced_and_markers_hidden():
    shown = html_of(
        "</details>\n<details><summary>a &amp; <b>b</b></summary>\n\ntext\n\n<details>\n<!-- evenhand:x -->"
    )
    assert shown.count("<details>") == shown.count("</details>") == 2
    assert "<summary>a &amp; b</summary>" in shown
    assert "evenhand:x" not in shown


def test_comments_are_hidden_but_not_where_they_are_quoted_as_code():
    assert "secret" not in html_of("before\n<!-- secret\nsecret -->\nafter, <!-- secret --> too")
    assert "after" in html_of("<!-- a\nb -->\nafter")
    assert html_of("from `<!-- MARK -->`.") == "<p>from <code>&lt;!-- MARK --&gt;</code>.</p>\n"
    assert "<!--" not in html_of("open <!-- end")
