"""Template tags around comments."""

from django import template

from blog.models import Comment

register = template.Library()


@register.simple_tag
def comment_count(post) -> int:
    return Comment.objects.filter(post=post).count()
