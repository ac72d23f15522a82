#!/usr/bin/env python
"""Copies one bucket to another."""

import sys

from shop.storage import Bucket


