"""The intervals cover what they promise (reference on statistics, 5.2), by enumeration and not by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bot.compare.interval import Interval, garwood, jeffreys, jeffreys_rate, wilson

P_GRID = np.arange(2, 99) / 100
"""The grid on which the reference measured: p from .02 to .98."""
RATE_GRID = np.linspace(0.5, 30, 119)


def coverage(method: object, n: int) -> np.ndarray:
    intervals = [method(k, n) for k in range(n + 1)]  # type: ignore[operator]
    inside = np.array([[i.low <= p <= i.high for i in intervals] for p in P_GRID])
    return (inside * stats.binom.pmf(np.arange(n + 1), n, P_GRID[:, None])).sum(axis=1)


def rate_coverage(method: object) -> np.ndarray:
    intervals = [method(k, 1.0) for k in range(120)]  # type: ignore[operator]
    inside = np.array([[i.low <= mu <= i.high for i in intervals] for mu in RATE_GRID])
    return (inside * stats.poisson.pmf(np.arange(120), RATE_GRID[:, None])).sum(axis=1)


@pytest.mark.parametrize(
    ("n", "mean", "worst"), [(5, 95.5, 85.9), (10, 95.6, 91.4), (20, 95.3, 92.5), (50, 95.1, 92.2)]
)
def test_wilson_covers_as_measured(n: int, mean: float, worst: float) -> None:
    covered = 100 * coverage(wilson, n)
    assert (covered.mean(), covered.min()) == pytest.approx((mean, worst), abs=0.06)


@pytest.mark.parametrize(
    ("n", "mean", "worst"), [(5, 95.6, 90.0), (10, 95.2, 86.9), (20, 94.9, 89.6), (50, 94.8, 88.5)]
)
def test_jeffreys_covers_as_measured(n: int, mean: float, worst: float) -> None:
    covered = 100 * coverage(jeffreys, n)
    assert (covered.mean(), covered.min()) == pytest.approx((mean, worst), abs=0.06)


def test_garwood_never_covers_less_than_promised() -> None:
    covered = 100 * rate_coverage(garwood)
    assert covered.min() >= 95 - 1e-9
    assert covered.mean() == pytest.approx(97.0, abs=1.0)


def test_the_jeffreys_rate_covers_on_average() -> None:
    covered = 100 * rate_coverage(jeffreys_rate)
    assert covered.mean() == pytest.approx(95.2, abs=0.8)
    assert covered.min() > 88


@pytest.mark.parametrize("method", [wilson, jeffreys])
def test_the_ends_of_the_scale_belong_to_the_interval_where_nothing_speaks_against_them(
    method: object,
) -> None:
    assert method(0, 0) == Interval(0.0, 1.0)  # type: ignore[operator]
    for n in (1, 7, 400):
        assert method(0, n).low == 0.0  # type: ignore[operator]
        assert method(n, n).high == 1.0  # type: ignore[operator]
        assert 0 < method(0, n).high < 1  # type: ignore[operator]


@pytest.mark.parametrize(("k", "n"), [(1, 5), (17, 20), (209, 212), (3, 10_000)])
def test_proportions_agree_with_scipy(k: int, n: int) -> None:
    theirs = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert (wilson(k, n).low, wilson(k, n).high) == pytest.approx((theirs.low, theirs.high))
    posterior = stats.beta(k + 0.5, n - k + 0.5)
    assert (jeffreys(k, n).low, jeffreys(k, n).high) == pytest.approx(tuple(posterior.ppf([0.025, 0.975])))


@pytest.mark.parametrize(("k", "e"), [(1, 5.0), (12, 3.5)])
def test_rates_agree_with_scipy(k: int, e: float) -> None:
    low, high = stats.chi2.ppf(0.025, 2 * k) / 2 / e, stats.chi2.ppf(0.975, 2 * k + 2) / 2 / e
    assert (garwood(k, e).low, garwood(k, e).high) == pytest.approx((low, high))
    posterior = stats.gamma(k + 0.5, scale=1 / e)
    assert (jeffreys_rate(k, e).low, jeffreys_rate(k, e).high) == pytest.approx(
        tuple(posterior.ppf([0.025, 0.975]))
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson(3, 2),
        lambda: wilson(-1, 2),
        lambda: jeffreys(1, 2, level=1.0),
        lambda: garwood(1, 0),
        lambda: jeffreys_rate(-1, 1),
    ],
)
def test_counts_that_cannot_be_are_refused(call: object) -> None:
    with pytest.raises(ValueError):
        call()  # type: ignore[operator]
