"""Examples of the rule on HTML in Java, Kotlin, C#, Ruby, PHP and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/GreetingController.java": """\
package shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {
    @GetMapping("/greeting")
    String greeting(@RequestParam String name) {
        return "<h1>Hello " + name + "</h1>";  // <-- here
    }

    void box(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        out.println("<input value='" + request.getParameter("q") + "'>");  // <-- here
    }
}
""",
            "app/helpers/people_helper.rb": """\
module PeopleHelper
  def badge(person)
    raw("<b>#{person.name}</b>") # <-- here
  end

  def marked(comment, word)
    text = comment.body
    text = text.gsub(word, "<mark>#{word}</mark>")
    text.html_safe # <-- here
  end
end
""",
            "public/search.php": """\
<?php $term = $_GET['q'] ?? ''; ?>
<input name="q" value="<?= $term ?>"> // <-- here
<?php echo '<p>' . $_GET['q'] . '</p>'; // <-- here
""",
            "Pages/GreetingController.cs": """\
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

class GreetingController : Controller
{
    [HttpGet]
    public ContentResult Show([FromQuery] string name)
    {
        return Content($"<h1>Hello {name}</h1>", "text/html"); // <-- here
    }

    public HtmlString Box(Review review) => new HtmlString("<i>" + review.Comment + "</i>"); // <-- here
}
""",
            "src/pages.rs": """\
use axum::extract::Query;
use axum::response::Html;

async fn greet(Query(params): Query<Params>) -> Html<String> {
    Html(format!("<h1>Hello {}</h1>", params.name)) // <-- here
}
""",
            "src/main/kotlin/shop/PageController.kt": """\
package shop

import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RequestParam
import org.springframework.web.bind.annotation.RestController

@RestController
class PageController {
    @GetMapping("/page")
    fun page(@RequestParam title: String): String {
        return "<h1>$title</h1>" // <-- here
    }
}
""",
        },
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/GreetingController.java": """\
package shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

@RestController
class GreetingController {
    @GetMapping("/greeting")
    String greeting(@RequestParam String name) {
        return "<h1>Hello " + HtmlUtils.htmlEscape(name) + "</h1>";
    }

    @GetMapping(value = "/plain", produces = "text/plain")
    String plain(@RequestParam String name) {
        return "<" + name + ">";
    }

    void number(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().println("<b>" + Integer.parseInt(request.getParameter("n")) + "</b>");
    }
}
""",
            "app/helpers/people_helper.rb": """\
module PeopleHelper
  ICON = "<svg></svg>".freeze

  def icon
    ICON.html_safe
  end

  def badge(person)
    raw("<b>#{ERB::Util.html_escape(person.name)}</b>")
  end

  def panel(content)
    "<div>#{content}</div>".html_safe
  end
end
""",
            "public/search.php": """\
<?php $term = $_GET['q'] ?? ''; ?>
<input name="q" value="<?= htmlspecialchars($term) ?>">
<script>window.term = <?= json_encode($term) ?>;</script>
<?php echo '<p>' . (int) $_GET['page'] . '</p>';
""",
            "Pages/GreetingController.cs": """\
using System.Net;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

class GreetingController : Controller
{
    [HttpGet]
    public ContentResult Show([FromQuery] string name)
    {
        return Content("<h1>Hello " + WebUtility.HtmlEncode(name) + "</h1>", "text/html");
    }

    [HttpGet("text")]
    public ContentResult Text([FromQuery] string name) => Content("<" + name + ">", "text/plain");

    public HtmlString Rule() => new HtmlString("<hr>");
}
""",
            "src/pages.rs": """\
use axum::extract::Query;
use axum::response::Html;

async fn greet(Query(params): Query<Params>) -> Html<String> {
    Html(format!("<h1>Hello {}</h1>", html_escape::encode_text(&params.name)))
}
""",
        },
    ),
)
