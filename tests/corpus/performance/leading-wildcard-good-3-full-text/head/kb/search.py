"""Search in the articles of the help pages."""
from django.contrib.postgres.search import SearchQuery

from kb.models import Article


def search(term: str):
    return Article.objects.filter(document=SearchQuery(term)).order_by("-id")[:20]
