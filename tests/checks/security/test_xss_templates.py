"""Ways that templates write text as it is: which are defects and which are not."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/xss"

DJANGO_MODEL = """
import bleach
class Post:
    def save(self):
        self.body_html = bleach.clean(markdown(self.body))
        self.intro = bleach.clean(self.intro)
"""

BAD = [
    ("templates/post.html", "<div>{{ comment.body|safe }}</div>"),
    ("templates/post.html", "<div>{{ comment.body | trim | safe }}</div>"),
    ("templates/post.html", "<div>{{ post.content|markdown|safe }}</div>"),
    ("templates/post.html", "<p>{{ request.GET.q|safe }}</p>"),
    ("templates/post.html", "<p>{{ user.bio|default('')|safe }}</p>"),
    ("templates/search.html.j2", "<p>{{ query|safe }}</p>"),
    ("templates/post.html", "{% autoescape off %}<b>{{ review.text }}</b>{% endautoescape %}"),
    ("views/post.njk", "{{ article.description | safe }}"),
    ("templates/post.html.twig", "{{ comment.content|raw }}"),
    ("templates/post.html.twig", "{{ app.request.get('q')|raw }}"),
    ("app/views/posts/show.html.erb", "<%= raw @comment.body %>"),
    ("app/views/posts/show.html.erb", "<%== @comment.body %>"),
    ("app/views/posts/show.html.erb", "<%= @comment.body.html_safe %>"),
    ("app/views/posts/show.html.erb", "<%= params[:q].html_safe %>"),
    ("app/views/posts/show.html.erb", "<%= raw(params[:message]) %>"),
    ("app/views/posts/show.html.haml", "  != @comment.body"),
    ("app/views/posts/show.html.slim", "  == @comment.body"),
    ("src/Comment.vue", '<template><p v-html="comment.text" /></template>'),
    ("src/Comment.vue", '<template><p v-html="$route.query.message" /></template>'),
    ("src/Comment.svelte", "<p>{@html comment.body}</p>"),
    ("src/page.component.html", '<p [innerHTML]="comment.body | safeHtml"></p>'),
    ("views/post.ejs", "<p><%- comment.body %></p>"),
    ("views/post.ejs", "<p><%- req.query.q %></p>"),
    ("views/post.hbs", "<p>{{{comment.body}}}</p>"),
    ("views/post.hbs", "<p>{{{ this.description }}}</p>"),
    ("views/post.mustache", "<p>{{& message}}</p>"),
    ("src/main/resources/templates/post.html", '<p th:utext="${comment.text}"></p>'),
    ("src/main/webapp/search.jsp", '<p>You searched for <%= request.getParameter("q") %></p>'),
    ("src/main/webapp/search.jsp", "<p>${param.q}</p>"),
    ("src/main/webapp/search.jsp", '<input value="${param.q}">'),
    ("src/main/webapp/post.jsp", "<p><%= comment.getText() %></p>"),
    ("src/main/webapp/post.jsp", "<p>${review.comment}</p>"),
    ("Views/Post.cshtml", "<p>@Html.Raw(Model.Comment)</p>"),
    ("Pages/Post.razor", "<p>@((MarkupString)comment.Body)</p>"),
    ("resources/views/post.blade.php", "<p>{!! $comment->body !!}</p>"),
    ("resources/views/post.blade.php", "<p>{!! nl2br($comment->body) !!}</p>"),
    ("resources/views/post.blade.php", "<p>{!! request('q') !!}</p>"),
    ("resources/views/post.blade.php", "<p>{!! Str::markdown($post->body) !!}</p>"),
    ("views/post.pug", "p!= comment.body"),
    ("views/post.pug", "p Hello !{user.name}"),
    ("src/post.astro", "<p set:html={comment.body} />"),
    ("lib/web/post.html.heex", "<%= raw @comment.body %>"),
    ("templates/search.html", "<script>\nvar q = {{ request.args.q }};\n</script>"),
    ("templates/search.html", "<div class={{ request.args.theme }}>x</div>"),
]

GOOD = [
    ("templates/post.html", "<div>{{ comment.body }}</div>"),
    ("templates/post.html", "<div>{{ 'a <b>text</b>'|safe }}</div>"),
    ("templates/post.html", "{{ form.as_p|safe }} {{ field.help_text|safe }} {{ form.errors|safe }} {{ csrf_input|safe }}"),
    ("templates/post.html", "<script>const x = {{ data|tojson|safe }};</script>"),
    ("templates/post.html", "{{ comment.body|bleach|safe }} {{ comment.body|sanitize_html|safe }} {{ comment.body|striptags|safe }}"),
    ("templates/post.html", "{{ comment.body|linebreaksbr|safe }} {{ post.body|escape|safe }}"),
    ("templates/post.html", "{{ _('Read the <b>terms</b>')|safe }} {{ block.super|safe }}"),
    ("templates/post.html", "{# {{ comment.body|safe }} #}{% comment %}{{ a.body|safe }}{% endcomment %}"),
    ("templates/post.html", "{% raw %}{{ comment.body|safe }}{% endraw %}"),
    ("templates/post.html", "{{ post.body_html|safe }}"),
    ("templates/post.html", "{{ post.intro|safe }}"),
    ("templates/post.html", "{{ chart_div|safe }} {{ icon_svg|safe }} {{ pagination|safe }}"),
    ("templates/nginx.conf.j2", "{{ body|safe }}"),
    ("templates/post.html.twig", "{{ 'terms.html'|trans|raw }} {{ comment.body|sanitize_html|raw }} {{ form_row(form.name)|raw }}"),
    ("app/views/posts/show.html.erb", "<%= sanitize @comment.body %> <%= raw sanitize(@comment.body) %> <%= t('.intro_html').html_safe %>"),
    ("app/views/posts/show.html.erb", "<%== pagy_nav(@pagy) %> <%= raw @data.to_json %> <%= '&nbsp;'.html_safe %> <%== render 'a' %>"),
    ("app/views/posts/show.html.erb", "<%# <%= raw @comment.body %>"),
    ("app/views/posts/show.html.haml", "  != yield\n  %p= @comment.body"),
    ("src/Comment.vue", "<template><p v-html=\"sanitize(comment.text)\" /><p v-html=\"$t('terms')\" /></template>"),
    (
        "src/Comment.vue",
        "<template><p v-html=\"body\" /></template>\n<script setup lang=\"ts\">\nimport DOMPurify from 'dompurify'\nconst body = computed(() => DOMPurify.sanitize(props.text))\n</script>",
    ),
    (
        "src/Comment.vue",
        "<template><p v-html=\"body\" /></template>\n<script>\nexport default {\n  computed: {\n    body() {\n      return DOMPurify.sanitize(marked.parse(this.text))\n    }\n  }\n}\n</script>",
    ),
    ("src/Comment.vue", "<template><!-- <p v-html=\"comment.text\" /> --><p v-text=\"comment.text\" /></template>"),
    ("src/Comment.svelte", "<script>\n  $: clean = DOMPurify.sanitize(text);\n</script>\n<p>{@html clean}</p><p>{comment.body}</p>"),
    ("src/page.component.html", "<p [innerHTML]=\"comment.body\"></p>"),
    ("views/post.ejs", "<%- include('header', { title }) %><%- sanitizeHtml(comment.body) %><%= comment.body %>"),
    ("views/layout.ejs", "<main><%- body %></main>"),
    ("views/layouts/main.hbs", "<main>{{{body}}}</main>"),
    ("views/post.hbs", "{{comment.body}} {{!-- {{{comment.body}}} --}} {{{sanitize comment.body}}} {{{t 'key'}}} {{{json data}}}"),
    ("src/main/resources/templates/post.html", "<p th:text=\"${comment.text}\"></p><p th:utext=\"#{terms.html}\"></p><p th:utext=\"${@html.sanitize(comment.text)}\"></p>"),
    ("src/main/webapp/post.jsp", "<c:out value=\"${param.q}\"/> ${fn:escapeXml(param.q)} <a href=\"${pageContext.request.contextPath}/x\">${item.id}</a>"),
    ("src/main/webapp/post.jsp", "<c:if test=\"${not empty param.q}\">x</c:if> <%= Encode.forHtml(request.getParameter(\"q\")) %> <%-- ${param.q} --%>"),
    ("Views/Post.cshtml", "@Html.Raw(Json.Serialize(Model)) @Model.Comment @Html.Raw(sanitizer.Sanitize(Model.Body)) @Html.Raw(\"<br>\")"),
    ("resources/views/post.blade.php", "{!! nl2br(e($comment->body)) !!} {!! csrf_field() !!} {!! $posts->links() !!} {!! Purifier::clean($x->body) !!} {!! __('a') !!} {{ $comment->body }}"),
    ("resources/views/post.blade.php", "{{-- {!! $comment->body !!} --}} {!! clean($comment->body) !!}"),
    ("views/post.pug", "p= comment.body\n//- p!= comment.body\np!= sanitize(comment.body)\np!= include('x')"),
    ("templates/search.html", "<script>\nvar q = {{ request.args.q|tojson }};\nvar n = \"{{ request.args.n }}\";\n</script>"),
]  # fmt: skip


def judged(path: str, text: str) -> list[int]:
    report = review(in_memory({path: text, "blog/models.py": DJANGO_MODEL}, None), only={RULE})
    assert report.errors == ()
    return [f.line for f in report.findings if f.path == path]


@pytest.mark.parametrize(("path", "text"), BAD)
def test_text_of_a_person_written_as_it_is_is_found(path: str, text: str) -> None:
    assert len(judged(path, text)) == 1


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_what_is_clean_or_made_by_the_program_is_silent(path: str, text: str) -> None:
    assert judged(path, text) == []
