"""Where the repository fills what a template writes as it is, scripts of components, and hostile templates."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.template_files import raw_places, scripts_only, template_language, unprotected_places

REPOSITORIES = [
    # (files, expected findings)
    (
        {
            "app.py": """from flask import render_template, request
import markdown
@app.get("/p")
def p():
    content = markdown.markdown(load())
    return render_template("p.html", content=content, note="<b>x</b>")
""",
            "templates/p.html": "{{ content|safe }}\n{{ note|safe }}\n",
        },
        1,
    ),
    (
        {
            "app.py": """import bleach
def p():
    return render_template("p.html", content=bleach.clean(markdown.markdown(load())))
""",
            "templates/p.html": "{{ content|safe }}\n",
        },
        0,
    ),
    (
        {
            "filters.py": """import bleach
@app.template_filter("markdown")
def render_md(text):
    return bleach.clean(md.markdown(text))
""",
            "templates/p.html": "{{ post.body|markdown|safe }}\n",
        },
        0,
    ),
    (
        {
            "app/helpers/x.rb": """def format_body(text)
  sanitize(markdown.render(text))
end
""",
            "app/views/a.html.erb": "<%= raw format_body(@post.body) %>",
        },
        0,
    ),
    (
        {
            "app/helpers/x.rb": """def format_body(text)
  Redcarpet.new.render_markdown(text)
end
""",
            "app/views/a.html.erb": "<%= raw format_body(@post.body) %>",
        },
        1,
    ),
    (
        {
            "src/lib/md.ts": """import DOMPurify from 'dompurify'
export function renderMarkdown(s: string) {
  return DOMPurify.sanitize(marked.parse(s))
}""",
            "src/A.vue": """<script setup>
import { renderMarkdown } from '@/lib/md'
</script>
<template><div v-html="renderMarkdown(post.body)" /></template>""",
        },
        0,
    ),
    (
        {
            "src/lib/md.ts": """export function renderMarkdown(s: string) {
  return marked.parse(s)
}""",
            "src/A.vue": """<script setup>
import { renderMarkdown } from '@/lib/md'
</script>
<template><div v-html="renderMarkdown(post.body)" /></template>""",
        },
        1,
    ),
    (
        {
            "src/A.vue": """<script setup>
const props = defineProps({ text: String })
const html = computed(() => props.text.replace(/\\n/g, '<br>'))
</script>
<template><div v-html="html" /></template>"""
        },
        1,
    ),
    (
        {
            "src/A.vue": """<script setup>
const md = new MarkdownIt({ html: false })
const html = computed(() => md.render(props.text))
</script>
<template><div v-html="html" /></template>"""
        },
        0,
    ),
    (
        {
            "src/A.vue": """<script setup>
import checkIcon from './check.svg?raw'
</script>
<template><div v-html="checkIcon" /><i v-html="item.icon" /><td v-html="highlight(item.name)"></td></template>"""
        },
        1,
    ),
    ({"src/a.js": """const x = { template: '<p v-html="comment.body"></p>' }"""}, 1),
    ({"templates/a.html": """{% for message in messages %}<li>{{ message|safe }}</li>{% endfor %}"""}, 1),
    (
        {
            "templates/a.html": """<script>
  const id = {{ order.id }};
  const items = {{ items|tojson }};
  window.q = "{{ request.GET.q|escapejs }}";
</script>
<a href={{ url }}>x</a> <option value={{ id }}>"""
        },
        0,
    ),
    ({"a/templates/email.txt.j2": "{{ body|safe }}"}, 0),
    ({"layouts/x.html": "{{ .Content | safeHTML }}", "hugo.toml": "x"}, 0),
    ({"views/a.html": "<div>{{ comment.Body | safeHTML }}</div>"}, 1),
    (
        {
            "app/views/a.html.erb": "<script>\nvar q = <%= params[:q] %>;\nvar d = <%= raw @d.to_json %>;\n</script>"
        },
        1,
    ),
]


@pytest.mark.parametrize(("files", "expected"), REPOSITORIES)
def test_where_the_text_comes_from_decides(files: Mapping[str, str], expected: int) -> None:
    report = review(in_memory(files, None), only={"security/xss"})
    assert report.errors == ()
    assert len(report.findings) == expected


COMPONENT = """<template>
  <p>{{ text }} é</p>
</template>

<script setup lang="ts">
const props = defineProps<{ text: string }>();
async function load(id: string) {
  await db.query(`SELECT name FROM t WHERE id = '${id}'`);
}
</script>
<script type="application/ld+json">{"a": 1}</script>
<style>p { color: red }</style>
"""


def test_scripts_of_a_component_keep_their_places() -> None:
    module = parse("src/A.vue", "typescript", COMPONENT.encode())
    assert module is not None
    assert module.broken_lines == []
    assert len(module.source) == len(COMPONENT.encode())
    called = [(m.dotted(c.callee), c.line) for c in module.every(m.Call)]
    assert called == [("defineProps", 6), ("db.query", 8)]


def test_rules_of_code_see_the_scripts_of_a_component() -> None:
    report = review(in_memory({"src/A.vue": COMPONENT}, None), only={"security/sql-injection"})
    assert [(f.line, f.path) for f in report.findings] == [(8, "src/A.vue")]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/b.html.erb", "erb"),
        ("a/b.yml.erb", None),
        ("nginx.conf.j2", None),
        ("page.html.j2", "jinja"),
        ("x.blade.php", "blade"),
        ("x.php", None),
        ("App.vue", "vue"),
    ],
)
def test_the_name_of_a_file_tells_its_template_language(path: str, language: str | None) -> None:
    assert template_language(path) == language


@pytest.mark.parametrize("language", ["jinja", "erb", "ejs", "jsp", "haml", "pug", "vue", "svelte", "blade"])
@pytest.mark.parametrize(
    "piece", ["{{ a ", "<%= a ", "<script>", "<!--", "{% comment ", "{% autoescape off %}", "a="]
)
def test_text_that_never_ends_is_read_in_bounded_time(language: str, piece: str) -> None:
    started = time.monotonic()
    text = piece * 3_000
    found = [*raw_places(language, text), *unprotected_places(language, text)]
    assert len(scripts_only(text.encode())) == len(text)
    assert len(found) <= 3_000
    assert time.monotonic() - started < 5
