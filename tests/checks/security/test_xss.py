"""Ways that real code writes cross-site scripting, and look-alikes that are fine."""

from __future__ import annotations

import pytest

RULE = "security/xss"

PYTHON = {
    "django mark_safe of a query": """
from django.utils.safestring import mark_safe
def f(request):
    return mark_safe(request.GET["q"])  # <-- here
""",
    "fastapi html": """
from fastapi import APIRouter
from fastapi.responses import HTMLResponse
router = APIRouter()
@router.get("/x")
def x(name: str):
    return HTMLResponse(f"<h1>{name}</h1>")  # <-- here
""",
    "several statements": """
from flask import Flask, request
app = Flask(__name__)
@app.route("/x")
def x():
    html = "<ul>"
    for tag in request.args.getlist("tag"):
        html += "<li>" + tag + "</li>"
    html += "</ul>"
    return html  # <-- here
""",
    "fastapi json": """
from fastapi import APIRouter
router = APIRouter()
@router.get("/x")
def x(name: str):
    return f"<h1>{name}</h1>"
""",
    "integer": """
from flask import Flask, request
app = Flask(__name__)
@app.route("/x/<int:n>")
def x(n):
    return f"<h1>{n}</h1>"
""",
    "allow list": """
from flask import Flask, request, abort
app = Flask(__name__)
@app.route("/x")
def x():
    t = request.args["t"]
    if t not in ("a", "b"):
        abort(400)
    return f"<h1>{t}</h1>"
""",
    "joined safely": """
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
def f(items):
    return format_html_join(mark_safe("<br>"), "{}", ((i,) for i in items))
""",
    "rendered template": """
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
def f(obj):
    return mark_safe(render_to_string("x.html", {"o": obj}))
""",
}

TYPESCRIPT = {
    "koa-like response write": """
import http from 'http';
http.createServer((req, res) => {
  const name = new URL(req.url, 'http://x').searchParams.get('name');
  res.end(`<p>${name}</p>`);  // <-- here
});
""",
    "direct send": """
app.get('/x', (req, res) => {
  res.send(req.query.name);  // <-- here
});
""",
    "location into the page": """
const q = new URLSearchParams(window.location.search).get('q');
document.getElementById('x').innerHTML = `<b>${q}</b>`;  // <-- here
""",
    "jquery": """
function show(comment) {
  $('#list').html('<li>' + comment.text + '</li>');  // <-- here
}
""",
    "sanitised": """
import DOMPurify from 'dompurify';
function show(el, comment) { el.innerHTML = DOMPurify.sanitize(comment.text); }
""",
    "memo": """
const html = useMemo(() => DOMPurify.sanitize(post.body), [post.body]);
const x = <div dangerouslySetInnerHTML={{ __html: html }} />;
""",
    "json": """
app.get('/x', (req, res) => { res.json({ name: req.query.name }); });
""",
    "status text": """
app.get('/x', (req, res) => { res.status(404).send('<p>not found</p>'); });
""",
    "socket": """
socket.write(`<x>${req.query.a}</x>`);
""",
    "number": """
app.get('/x', (req, res) => { res.send(`<p>${Number(req.query.n)}</p>`); });
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "app/views.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/page.tsx" if "<div" in TYPESCRIPT[name] else "src/page.ts", TYPESCRIPT[name])
