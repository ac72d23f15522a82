#!/usr/bin/env python
"""Copies one bucket to another."""

import sys

from shop.storage import Bucket


def copy(source: str, target: str) -> int:
    bucket = Bucket(source)
    if not bucket.exists():
        sys.exit(f"bucket {source} does not exist")
    return bucket.copy_to(target)


copy(sys.argv[1], sys.argv[2])
