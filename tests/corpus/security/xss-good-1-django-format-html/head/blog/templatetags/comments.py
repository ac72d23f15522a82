"""Template tags around comments."""

import json

import bleach
import nh3
from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from blog.models import Comment

register = template.Library()

ICON = '<svg class="icon"><use href="#star"></use></svg>'


@register.simple_tag
def star() -> SafeString:
    return mark_safe(ICON)


@register.filter
def mentions(text: str) -> SafeString:
    words = []
    for word in text.split():
        safe = escape(word)
        words.append(f'<a href="/people/{safe[1:]}">{safe}</a>' if word.startswith("@") else safe)
    return mark_safe(" ".join(words))


@register.filter
def rich(text: str) -> SafeString:
    return mark_safe(bleach.clean(text, tags=["b", "i", "p"]))


@register.filter
def richer(comment: Comment) -> SafeString:
    cleaned = nh3.clean(comment.body)
    return mark_safe(f"<div class='comment'>{cleaned}</div>")


@register.simple_tag
def badge(comment: Comment) -> SafeString:
    return format_html("<span class='badge' title='{}'>{}</span>", comment.title, comment.author_name)


@register.simple_tag
def tags(comment: Comment) -> SafeString:
    return format_html_join(", ", "<a href='{}'>{}</a>", ((tag.url, tag.name) for tag in comment.tags.all()))


@register.filter
def lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))


@register.simple_tag
def stars(comment: Comment) -> SafeString:
    return mark_safe("<i></i>" * int(comment.stars))
