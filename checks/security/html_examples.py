"""Examples of the rule on HTML, kept apart because there are many ways to emit it."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "templates/post.html": """\
<h1>{{ post.title }}</h1>
<div>{{ post.body|safe }}</div>  <!-- <-- here -->
""",
            "web/Post.vue": """\
<template>
  <p v-html="comment.text"></p>  <!-- <-- here -->
</template>
""",
        },
        sites=2,
    ),
    Example(
        {
            "app/search.py": """\
from flask import Blueprint, make_response, request
from markupsafe import Markup

bp = Blueprint("search", __name__)


@bp.get("/search")
def search():
    term = request.args.get("q", "")
    return f"<h1>Results for {term}</h1>"  # <-- here


@bp.get("/hello/<name>")
def hello(name):
    page = "<p>Hello " + name + "</p>"
    return make_response(page)  # <-- here


def badge(label, count):
    return Markup(f'<span class="badge">{label} {count:d}</span>')  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "shop/admin.py": """\
from django.contrib import admin
from django.http import HttpResponse
from django.utils.safestring import mark_safe


class ReviewAdmin(admin.ModelAdmin):
    def preview(self, obj):
        return mark_safe("<em>%s</em>" % obj.comment)  # <-- here

    def raw(self, obj):
        return mark_safe(obj.description)  # <-- here


def greet(request):
    name = request.GET.get("name", "")
    return HttpResponse("<h1>Hello " + name + "</h1>")  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/pages.ts": """\
import express from 'express';

const app = express();

app.get('/search', (req, res) => {
  const { q } = req.query;
  res.send(`<h1>Results for ${q}</h1>`);  // <-- here
});

app.get('/echo', (req, res) => {
  res.status(200).send('<p>' + req.query.message + '</p>');  // <-- here
});
"""
        },
        sites=2,
    ),
    Example(
        {
            "web/Comment.tsx": """\
import { marked } from 'marked';

export function Comment({ comment, note }: Props) {
  return (
    <article>
      <div dangerouslySetInnerHTML={{ __html: comment.body }} />  {/* <-- here */}
      <div dangerouslySetInnerHTML={{ __html: marked(note) }} />  {/* <-- here */}
    </article>
  );
}

export function show(list: HTMLElement, user: User) {
  list.innerHTML = `<li>${user.name}</li>`;  // <-- here
  list.insertAdjacentHTML('beforeend', '<b>' + user.title + '</b>');  // <-- here
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "internal/web/pages.go": """\
package web

import (
	"fmt"
	"html/template"
	"net/http"
)

func Hello(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	fmt.Fprintf(w, "<h1>Hello %s</h1>", name) // <-- here
}

func Comment(r *http.Request) template.HTML {
	return template.HTML("<p>" + r.FormValue("comment") + "</p>") // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/views/comments/show.html.erb": """\
<h1><%= @comment.title %></h1>
<%= raw @comment.body %>  <!-- <-- here -->
""",
            "resources/views/post.blade.php": """\
<h1>{{ $post->title }}</h1>
{!! $post->body !!}  <!-- <-- here -->
""",
            "Views/Post.cshtml": """\
<p>@Html.Raw(Model.Description)</p>  <!-- <-- here -->
""",
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "templates/post.html": """\
<h1>{{ post.title }}</h1>
<div>{{ post.body|clean_html|safe }}</div>
<script>const data = {{ data|tojson|safe }};</script>
{{ form.csrf_token|safe }}
""",
            "web/Post.vue": """\
<template><p v-html="sanitizedBody"></p><p>{{ body }}</p></template>
""",
        },
        sites=4,
    ),
    Example(
        {
            "app/search.py": """\
import json

import nh3
from flask import Blueprint, jsonify, make_response, render_template, request, url_for
from markupsafe import Markup, escape

bp = Blueprint("search", __name__)


@bp.get("/search")
def search():
    term = request.args.get("q", "")
    return render_template("search.html", term=term)


@bp.get("/hello/<name>")
def hello(name):
    return f"<p>Hello {escape(name)}</p>"


@bp.get("/pages/<int:number>")
def page(number):
    return f"<p>Page {number}</p>"


@bp.get("/echo")
def echo():
    return jsonify(message=f"you said {request.args['m']}")


@bp.get("/plain")
def plain():
    return f"you said {request.args['m']}", 200, {"Content-Type": "text/plain"}


def badge(label, count):
    return Markup('<span class="badge">{} {}</span>').format(label, count)


def note(text):
    return Markup(nh3.clean(text))


def link(endpoint):
    return Markup('<a href="%s">open</a>' % url_for(endpoint))
"""
        },
    ),
    Example(
        {
            "shop/admin.py": """\
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe


def preview(obj):
    return format_html("<em>{}</em>", obj.comment)


def link(obj):
    return mark_safe('<a href="%s">%s</a>' % (reverse("order", args=[obj.pk]), escape(obj.title)))


def rule():
    return mark_safe("<hr>")


def greet(request):
    return HttpResponse(f"hello {request.GET['name']}", content_type="text/plain")


def api(request):
    return JsonResponse({"name": request.GET["name"]})
"""
        },
    ),
    Example(
        {
            "src/pages.ts": """\
import express from 'express';
import escapeHtml from 'escape-html';

const app = express();

app.get('/search', (req, res) => {
  const { q } = req.query;
  res.send(`<h1>Results for ${escapeHtml(String(q))}</h1>`);
});

app.post('/echo', (req, res) => {
  res.send(req.body);
});

app.get('/plain', (req, res) => {
  res.type('text/plain').send(`you said ${req.query.m}`);
});

app.get('/json', (req, res) => {
  res.json({ html: `<b>${req.query.m}</b>` });
});
"""
        },
    ),
    Example(
        {
            "web/Comment.tsx": """\
import DOMPurify from 'dompurify';
import { marked } from 'marked';

export function Comment({ comment, schema }: Props) {
  const clean = DOMPurify.sanitize(marked(comment.body));
  return (
    <article>
      <p>{comment.body}</p>
      <div dangerouslySetInnerHTML={{ __html: clean }} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(schema) }} />
    </article>
  );
}

export function show(list: HTMLElement, user: User, total: number) {
  list.innerHTML = '';
  list.textContent = user.name;
  list.innerHTML = `<li>${total}</li>`;
}
"""
        },
    ),
    Example(
        {
            "internal/web/pages.go": """\
package web

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
)

var page = template.Must(template.New("page").Parse("<h1>Hello {{.}}</h1>"))

func Hello(w http.ResponseWriter, r *http.Request) {
	page.Execute(w, r.FormValue("name"))
	fmt.Fprintf(w, "<p>%s</p>", html.EscapeString(r.FormValue("name")))
	fmt.Fprintf(w, "%s", r.FormValue("name"))
}

const rule = template.HTML("<hr>")
"""
        },
    ),
    Example(
        {
            "app/views/comments/show.html.erb": """\
<h1><%= @comment.title %></h1>
<%= sanitize @comment.body %>
<%= raw t(".intro_html") %>
""",
            "resources/views/post.blade.php": """\
<h1>{{ $post->title }}</h1>
{!! nl2br(e($post->body)) !!}
{!! $posts->links() !!}
""",
        },
    ),
)
