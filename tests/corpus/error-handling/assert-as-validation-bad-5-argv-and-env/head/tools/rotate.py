"""Rotates the keys of one environment: rotate.py ENVIRONMENT [DAYS]."""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from keys.rotation import rotate

ENVIRONMENTS = ("staging", "production")


def main() -> int:
    assert len(sys.argv) >= 2, "usage: rotate.py ENVIRONMENT [DAYS]"
    environment = sys.argv[1]
    assert environment in ENVIRONMENTS, f"unknown environment {environment}"
    days = int(sys.argv[2]) if len(sys.argv) > 2 else 90
    operator = os.environ.get("OPERATOR", "unknown")
    count = rotate(environment, timedelta(days=days), operator)
    print(f"{count} keys rotated in {environment}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
