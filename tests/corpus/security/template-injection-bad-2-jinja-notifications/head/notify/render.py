"""Texts of notifications, which teams write themselves."""

import logging
from dataclasses import dataclass

import jinja2
from mako.template import Template as MakoTemplate

log = logging.getLogger(__name__)
environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)


@dataclass
class Notification:
    channel: str
    subject: str
    text: str


def subject(template: str, event: dict) -> str:
    return environment.from_string(template).render(event=event)


def body(message: dict, event: dict) -> str:
    """The text of one message of the queue."""
    source = "Hello {{ event.user }},\n\n" + message["text"] + "\n\nYour team"
    try:
        return jinja2.Template(source).render(event=event)
    except jinja2.TemplateError:
        log.warning("template cannot be rendered")
        return ""


def legacy(text: str, event: dict) -> str:
    return MakoTemplate(text).render(event=event)
