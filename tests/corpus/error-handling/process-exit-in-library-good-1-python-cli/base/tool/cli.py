"""The command line of the tool."""

from __future__ import annotations

import argparse
import sys

import click

from tool.core import ToolError, convert


