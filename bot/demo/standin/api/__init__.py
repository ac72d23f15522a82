"""REST handlers, one module a subject. Importing this package registers them all."""

from bot.demo.standin.api import apps, checks, issues, labels, people, pulls, reactions, repositories, reviews

__all__ = ["apps", "checks", "issues", "labels", "people", "pulls", "reactions", "repositories", "reviews"]
