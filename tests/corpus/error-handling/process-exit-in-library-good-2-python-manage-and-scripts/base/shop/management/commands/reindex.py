import sys

from django.core.management.base import BaseCommand, CommandError

from shop.search import Index


class Command(BaseCommand):
    help = "Builds the search index anew"

    def handle(self, *args: object, **options: object) -> None:
        index = Index.open()
