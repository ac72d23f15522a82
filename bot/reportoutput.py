"""Where a report goes: the options that say how, and the writing of it to a terminal or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.localreview import Reviewed

_LEVELS = ("error", "warning", "note", "never")


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `review` and `scan` share."""
    options = (
        click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "markdown"]), default="text", show_default=True, help="Form of the report."),
        click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file."),
        click.option("--fail-on", type=click.Choice(_LEVELS), help="Exit with 1 from this severity on.  [default: the configuration's, error]"),
        click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Use this configuration file."),
        click.option("--rule", "rules", multiple=True, metavar="RULE", help="Run this rule only; may be repeated."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="Colours in text."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def deliver(result: Reviewed, form: str, output: Path | None, fail_on: str | None, color: str) -> int:
    """Write the report in its form; answers the exit status."""
    from checks.render import json as json_form
    from checks.render import markdown, sarif, text
    from checks.report import Severity

    clear_progress()
    if form == "json":
        shown = json_form.render(result.report)
    elif form == "sarif":
        shown = sarif.render(result.report, version())
    elif form == "markdown":
        shown = markdown.render(result.report, result.source)
    else:
        import shutil

        painted = colour(color) and output is None
        width = shutil.get_terminal_size((100, 24)).columns
        shown = text.render(result.report, result.source, colour=painted, width=width)
    if output is not None:
        output.write_text(shown, encoding="utf-8", errors="backslashreplace")
    elif form == "text":
        click.echo(shown, nl=False, color=colour(color))
    else:
        click.echo(shown.encode("utf-8", "backslashreplace"), nl=False)
    level = result.fail_level if fail_on is None else None if fail_on == "never" else Severity(fail_on)
    return 1 if level is not None and result.report.at_or_over(level) else 0


def version() -> str:
    """Version of this installation; ``0`` when it is not installed."""
    from importlib import metadata

    try:
        return metadata.version("evenhand")
    except metadata.PackageNotFoundError:
        return "0"


def colour(wish: str) -> bool:
    """Whether to colour what goes to standard output (https://no-color.org)."""
    if wish != "auto":
        return wish == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def progress(text: str) -> None:
    """One line on a terminal that the next one replaces."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{text} ...", err=True, nl=False)


def clear_progress() -> None:
    """Take the progress line away."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def warn(text: str) -> None:
    """Say something on standard error without stopping."""
    clear_progress()
    click.echo(f"evenhand: {text}", err=True)
