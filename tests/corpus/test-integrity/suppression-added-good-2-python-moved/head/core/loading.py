"""Loading of named things."""

import sys
from typing import Any

from core.vendor import magic  # type: ignore


def load(name: str) -> Any:
    """The thing of that name."""
    try:
        return magic.load(name)
    except Exception as error:  # noqa: BLE001
        print(error, file=sys.stderr)
        raise
