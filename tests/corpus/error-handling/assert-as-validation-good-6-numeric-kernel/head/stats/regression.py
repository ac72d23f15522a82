"""Least squares on small matrices."""

from __future__ import annotations

import math
import typing
from collections.abc import Sequence


def fit(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """Slope and intercept of the line through the points."""
    if len(xs) != len(ys):
        raise ValueError(f"{len(xs)} x values but {len(ys)} y values")
    if len(xs) < 2:
        raise ValueError("a line needs two points")
    n = len(xs)
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    spread = sum((x - mean_x) ** 2 for x in xs)
    assert spread >= 0
    if spread == 0:
        raise ValueError("all x values are the same")
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
    assert math.isfinite(slope), slope
    return slope, mean_y - slope * mean_x


def kind(value: typing.Literal["linear", "flat"]) -> int:
    if value == "linear":
        return 2
    if value == "flat":
        return 1
    assert False, f"unreachable: {value}"


if typing.TYPE_CHECKING:
    assert kind("flat") == 1
