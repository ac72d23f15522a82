from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blog.models import Post


def post_list(request: HttpRequest) -> HttpResponse:
    return render(request, "blog/list.html", {"posts": Post.objects.all()[:20]})
