"""Start the service."""

import os
import pickle  # noqa: S403

from app.models import load  # pyright: ignore[reportMissingImports]


def cached(path: str) -> object:
    """What was kept last time."""
    with open(path, "rb") as source:
        return pickle.load(source)  # nosec B301


def main() -> None:  # pylint: disable=too-many-branches
    """Read the settings and go."""
    level = os.environ.get("LEVEL", "info")
    model = load(level)
    model.start()
