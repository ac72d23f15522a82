from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blog.models import Post


def post_list(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/list.html", {"posts": Post.objects.all()[:20]})


def search(request: HttpRequest) -> HttpResponse:
    term = request.GET.get("q", "").strip()
    posts = Post.objects.filter(title__icontains=term)[:20]
    if not posts:
        return HttpResponse(f"<p>Nothing was found for <b>{term}</b>.</p>")
    return render(request, "blog/list.html", {"posts": posts, "term": term})
