"""Intervals for one proportion or one rate.

Notation as in the reference on statistics, section 5.2: ``k`` events in ``n`` trials, or ``k`` events over an
exposure ``e``. Conventions at the borders follow Brown, Cai and DasGupta, "Interval Estimation for a Binomial
Proportion" (Statistical Science 16, 2001): with no event the lower end is 0, with nothing but events the upper end is 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval."""

    low: float
    high: float


def wilson(k: int, n: int, level: float = LEVEL) -> Interval:
    """Wilson's score interval: (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n). The whole of [0, 1] for n = 0."""
    _check(k, n, level)
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = k / n
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (middle - half) / scale
    high = 1.0 if k == n else (middle + half) / scale
    return Interval(low, high)


def jeffreys(k: int, n: int, level: float = LEVEL) -> Interval:
    """Quantiles of Beta(k+½, n-k+½), the posterior under Jeffreys' prior. The whole of [0, 1] for n = 0."""
    _check(k, n, level)
    if n == 0:
        return Interval(0.0, 1.0)
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(betaincinv(k + 0.5, n - k + 0.5, tail))
    high = 1.0 if k == n else float(betaincinv(k + 0.5, n - k + 0.5, 1 - tail))
    return Interval(low, high)


def garwood(k: int, exposure: float, level: float = LEVEL) -> Interval:
    """Garwood's exact interval of a Poisson rate: ½χ²(α/2; 2k)/e to ½χ²(1-α/2; 2k+2)/e, written with gamma quantiles."""
    _check_rate(k, exposure, level)
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(gammaincinv(k, tail)) / exposure
    return Interval(low, float(gammaincinv(k + 1, 1 - tail)) / exposure)


def jeffreys_rate(k: int, exposure: float, level: float = LEVEL) -> Interval:
    """Quantiles of Gamma(k+½)/e, the posterior of a Poisson rate under Jeffreys' prior; from 0 when k = 0."""
    _check_rate(k, exposure, level)
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(gammaincinv(k + 0.5, tail)) / exposure
    return Interval(low, float(gammaincinv(k + 0.5, 1 - tail)) / exposure)


def _check(k: int, n: int, level: float) -> None:
    if not 0 <= k <= n:
        raise ValueError(f"{k} events of {n} trials cannot be")
    _check_level(level)


def _check_rate(k: int, exposure: float, level: float) -> None:
    if k < 0 or not exposure > 0:
        raise ValueError(f"{k} events over an exposure of {exposure} make no rate")
    _check_level(level)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level}")
