from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from comments.forms import CommentForm
from comments.models import Article


@require_POST
def add(request, article_id):
    article = get_object_or_404(Article, pk=article_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render(request, "comments/form.html", {"form": form, "article": article}, status=422)
    comment = form.save(commit=False)
    comment.article = article
    comment.save()
    return redirect(article)
