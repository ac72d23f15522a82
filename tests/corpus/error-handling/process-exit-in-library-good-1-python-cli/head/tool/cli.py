"""The command line of the tool."""

from __future__ import annotations

import argparse
import sys

import click

from tool.core import ToolError, convert


def _fail(message: str) -> None:
    print(f"tool: {message}", file=sys.stderr)
    sys.exit(2)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    options = parser.parse_args(argv)
    try:
        count = convert(options.source)
    except ToolError as refused:
        _fail(str(refused))
    if count == 0:
        sys.exit(3)
    return 0


@click.command()
@click.argument("source")
def check(source: str) -> None:
    if not source.endswith(".yml"):
        click.echo("only YAML is read", err=True)
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
