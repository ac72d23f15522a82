"""Template tags around comments."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from blog.models import Comment

register = template.Library()


@register.simple_tag
def comment_count(post) -> int:
    return Comment.objects.filter(post=post).count()


@register.filter
def mentions(text: str) -> str:
    """Turn ``@name`` into links to the profile."""
    words = []
    for word in text.split():
        if word.startswith("@"):
            word = f'<a href="/people/{word[1:]}">{word}</a>'
        words.append(word)
    return mark_safe(" ".join(words))


@register.simple_tag
def author_badge(comment: Comment) -> str:
    return format_html("<span class='badge'>%s</span>" % comment.author_name)
