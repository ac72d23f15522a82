"""Ways of writing text into a page in many languages, and look-alikes that are fine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/xss"

FILES = {
    "app/helpers/a_helper.rb": """\
module AHelper
  def nav_link(text, path)
    link_to(text, path)
  end

  def flag(user)
    ("<i class='" + (user.admin? ? "on" : "off") + "'></i>").html_safe
  end

  def list(items)
    items.map { |item| content_tag(:li, item.name) }.join.html_safe
  end

  def title_tag(page)
    "<title>#{h(page.title)}</title>".html_safe
  end

  def translated(key)
    t(key).html_safe
  end

  def markdown(text)
    Redcarpet::Markdown.new(renderer).render(text).html_safe
  end

  def json_ld(article)
    raw(article.to_json)
  end

  def bio(user)
    user.bio.gsub("\\n", "<br>").html_safe # <-- here
  end
end
""",
    "public/index.php": """\
<?php
header('Content-Type: application/json');
$id = (int) ($_GET['id'] ?? 0);
$name = $_GET['name'] ?? '';
$user = find_user($id);
echo json_encode(['id' => $id, 'name' => $name]);
""",
    "public/api.php": """\
<?php
$callback = $_GET['callback'];
$data = load();
echo $callback . '(' . json_encode($data) . ')'; // <-- here
""",
    "public/page.php": """\
<?php
$page = max(1, intval($_GET['page'] ?? 1));
$sort = in_array($_GET['sort'] ?? '', ['a', 'b'], true) ? $_GET['sort'] : 'a';
?>
<a href="?page=<?= $page + 1 ?>&sort=<?= $sort ?>">next</a>
<p><?= htmlentities($_GET['q']) ?></p>
<p><?= strip_tags($_GET['q']) ?></p>
<p><?= urlencode($_GET['q']) ?></p>
<p><?= $_SERVER['PHP_SELF'] ?></p> // <-- here
<p><?= $user['name'] ?></p>
""",
    "app/Http/Controllers/C.php": """\
<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\DB;
class C extends Controller {
    public function a(Request $request) {
        $name = $request->input('name');
        $users = DB::select("select * from users where name = '$name'");
        $users = DB::select('select * from users where name = ?', [$name]);
        $users = DB::table('users')->whereRaw("name = '{$name}'")->get();
        $users = DB::table('users')->where('name', $name)->orderBy($request->input('sort'))->get();
        return response("<h1>$name</h1>"); // <-- here
    }
    public function b(Request $request) {
        return response()->json(['name' => $request->input('name')]);
    }
    public function c(Request $request) {
        return view('users.show', ['name' => $request->input('name')]);
    }
    public function d(Request $request) {
        return response()->download(storage_path('app/' . $request->query('file')));
    }
    public function e(Request $request) {
        $path = storage_path('app/' . basename($request->query('file')));
        return response()->file($path);
    }
    public function f(Request $request) {
        exec('convert ' . $request->input('src') . ' out.png');
        exec('convert ' . escapeshellarg($request->input('src')) . ' out.png');
    }
}
""",
    "src/A.java": """\
package a;
import javax.servlet.http.*;
import java.io.*;
import org.apache.commons.text.StringEscapeUtils;
public class A extends HttpServlet {
    protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
        String q = req.getParameter("q");
        resp.setContentType("text/html");
        PrintWriter out = resp.getWriter();
        out.println("<html><body>");
        out.println("You searched for: " + q);
        out.printf("<p>%s</p>", q); // <-- here
        out.println("<p>" + StringEscapeUtils.escapeHtml4(q) + "</p>");
        out.write("<p>" + Integer.parseInt(q) + "</p>");
    }
    void report(File f, String q) throws IOException {
        try (PrintWriter w = new PrintWriter(f)) {
            w.println("<row>" + q + "</row>");
        }
    }
}
""",
    "src/B.java": """\
package a;
import org.springframework.web.bind.annotation.*;
import org.springframework.http.*;
@RestController
public class B {
    @GetMapping(value = "/x", produces = MediaType.APPLICATION_XML_VALUE)
    public String xml(@RequestParam String q) {
        return "<a>" + q + "</a>";
    }
    @GetMapping("/y")
    public ResponseEntity<String> y(@RequestParam String q) {
        String html = "<div>" + q + "</div>";
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(html); // <-- here
    }
    @GetMapping("/z")
    public ResponseEntity<String> z(@RequestParam String q) {
        return ResponseEntity.badRequest().body("unknown value <" + q + ">");
    }
}
""",
    "Controllers/D.cs": """\
using Microsoft.AspNetCore.Mvc;
using System.Net;
public class D : Controller {
    [HttpGet("a")]
    public async Task A(string name) {
        Response.ContentType = "text/html";
        await Response.WriteAsync("<p>" + name + "</p>"); // <-- here
        await Response.WriteAsync("<p>" + WebUtility.HtmlEncode(name) + "</p>");
        await Response.WriteAsync($"<p>{name.Length}</p>");
    }
    [HttpGet("b")]
    public async Task B(int id) {
        await Response.WriteAsync($"<p>{id}</p>");
    }
    [HttpGet("c")]
    public IActionResult C(string name) {
        return Ok($"<p>{name}</p>");
    }
}
""",
    "src/m.rs": """\
use axum::{extract::{Path, Query}, response::Html, Json};
async fn a(Path(id): Path<u64>) -> Html<String> {
    Html(format!("<p>{}</p>", id))
}
async fn b(Path(name): Path<String>) -> Html<String> {
    Html(format!("<p>{name}</p>")) // <-- here
}
async fn c() -> Html<&'static str> {
    Html("<p>hi</p>")
}
async fn d(tera: Tera) -> Html<String> {
    Html(tera.render("a.html", &ctx).unwrap())
}
""",
    "public/app.js": """\
const el = document.getElementById('x');
const ITEMS = [{ title: 'Home', url: '/' }, { title: 'About', url: '/about' }];
function nav() {
  el.innerHTML = ITEMS.map((item) => `<a href="${item.url}">${item.title}</a>`).join('');
}
function escapeHtml(s) { return s.replace(/&/g, '&amp;').replace(/</g, '&lt;'); }
function rows(users) {
  el.innerHTML = users.map((u) => `<td>${escapeHtml(u.name)}</td>`).join('');
}
function counts(data) {
  el.innerHTML = `<b>${data.count}</b> of <b>${data.total}</b>`;
}
function tpl(id) {
  el.innerHTML = document.getElementById(id).innerHTML;
}
async function partial(url) {
  const response = await fetch(url);
  el.innerHTML = await response.text();
}
function msg(kind) {
  const texts = { ok: '<p>Saved</p>', bad: '<p>Failed</p>' };
  el.innerHTML = texts[kind];
}
function clear() { el.innerHTML = ''; }
function spinner(size) {
  let html = '<div>';
  for (let i = 0; i < size; i++) html += `<span style="left:${i}px"></span>`;
  html += '</div>';
  el.innerHTML = html;
}
function users(list) {
  let html = '';
  list.forEach((user) => { html += '<li>' + user.name + '</li>'; });
  el.innerHTML = html; // <-- here
}
function users2(list) {
  el.innerHTML = list.map((user) => `<li>${user.displayName}</li>`).join(''); // <-- here
}
function err(e) {
  el.innerHTML = '<p class="error">' + e.message + '</p>'; // <-- here
}
function safeList(list) {
  el.innerHTML = DOMPurify.sanitize(list.map((user) => `<li>${user.name}</li>`).join(''));
}
""",
    "app/tags.py": """\
from django import template
from django.utils.safestring import mark_safe
from django.utils.html import escape, format_html, strip_tags
from django.utils.translation import gettext as _
register = template.Library()

@register.simple_tag
def icon(name):
    return mark_safe(f'<i class="icon-{name}"></i>')

@register.filter
def stars(n):
    return mark_safe("".join("<i></i>" for _i in range(int(n))))

@register.filter
def nl2br(text):
    return mark_safe("<br>".join(escape(line) for line in text.splitlines()))

@register.filter
def bad_nl2br(text):
    return mark_safe("<br>".join(text.splitlines())) # <-- here

@register.simple_tag
def status(order):
    labels = {"new": "<b>New</b>", "done": "<i>Done</i>"}
    return mark_safe(labels.get(order.status, ""))

@register.simple_tag
def help():
    return mark_safe(_("Read the <a href='/docs'>docs</a>"))

def fmt(order):
    tpl = "<b>{}</b>"
    return format_html(tpl, order.title)

class Admin:
    def link(self, obj):
        return format_html('<a href="{}">{}</a>', obj.url, obj.title)
    def preview(self, obj):
        return mark_safe('<img src="%s">' % obj.image.url)
    def body(self, obj):
        return mark_safe("<p>" + obj.description + "</p>") # <-- here
""",
    "src/V.tsx": """\
import { useMemo } from 'react';
import DOMPurify from 'dompurify';
import hljs from 'highlight.js';
import { renderToString } from 'katex';
export function A({ code, tex, html, post }: P) {
  const h = useMemo(() => hljs.highlight(code, { language: 'ts' }).value, [code]);
  return (<>
    <code dangerouslySetInnerHTML={{ __html: h }} />
    <span dangerouslySetInnerHTML={{ __html: renderToString(tex) }} />
    <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(html) }} />
    <div dangerouslySetInnerHTML={{ __html: post.body }} /> {/* <-- here */}
  </>);
}
""",
}


@pytest.mark.parametrize("path", FILES)
def test_a_page_written_by_hand_is_judged_rightly(expect: Callable[..., None], path: str) -> None:
    expect(RULE, path, FILES[path])
