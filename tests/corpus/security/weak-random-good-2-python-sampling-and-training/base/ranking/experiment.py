"""Experiments with the ranking."""
from __future__ import annotations


VARIANTS = ("control", "treatment")
