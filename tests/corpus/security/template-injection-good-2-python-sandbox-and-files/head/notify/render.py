"""Texts of notifications, which teams write themselves."""

from functools import lru_cache
from importlib import resources

import jinja2
from django.template.loader import get_template
from jinja2.sandbox import ImmutableSandboxedEnvironment

_SANDBOX = ImmutableSandboxedEnvironment(autoescape=True)
_PLAIN = jinja2.Environment(autoescape=True)


def subject(source: str, event: dict) -> str:
    """Teams write the subject; the sandbox keeps it away from our objects."""
    return _SANDBOX.from_string(source).render(event=event)


@lru_cache
def _packaged(name: str) -> jinja2.Template:
    text = resources.files("notify").joinpath("texts", "welcome.txt").read_text("utf-8")
    return _PLAIN.from_string(text)


def welcome(event: dict) -> str:
    return _packaged("welcome").render(event=event)


def html(event: dict) -> str:
    return get_template("notify/event.html").render({"event": event})


def short(text: str, **values: str) -> str:
    return text.replace("[name]", values.get("name", ""))


def table(columns: list[str]) -> str:
    head = "".join("<th>{{ titles[%d] }}</th>" % index for index in range(len(columns)))
    return _PLAIN.from_string("<tr>" + head + "</tr>").render(titles=columns)
