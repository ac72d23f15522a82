"""Search in the articles of the help pages."""
from kb.models import Article


def search(term: str):
    return Article.objects.filter(body__icontains=term).order_by("-id")[:20]
