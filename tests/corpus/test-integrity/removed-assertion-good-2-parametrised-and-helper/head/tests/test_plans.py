from datetime import date

import pytest

from saas.plans import PlanError, Subscription, change_plan, monthly, renew


def check_renewal(subscription, today, expected):
    renewed = renew(subscription, today)
    assert renewed.renews_on == expected
    assert renewed.plan == subscription.plan


@pytest.fixture
def subscription():
    return Subscription("acme", "team", 4, date(2026, 3, 1))


@pytest.mark.parametrize(("plan", "seats", "price"), [("basic", 1, 5), ("team", 4, 48), ("team", 10, 108), ("business", 1, 45)])
def test_monthly_price(plan, seats, price):
    assert monthly(Subscription("acme", plan, seats, date(2026, 3, 1))) == price


def test_change_plan(subscription):
    changed = change_plan(subscription, "business")
    assert changed.plan == "business"
    assert changed.seats == 4


def test_unknown_plan(subscription):
    with pytest.raises(PlanError, match="unknown plan: gold"):
        change_plan(subscription, "gold")


def test_renew(subscription):
    check_renewal(subscription, date(2026, 3, 1), date(2026, 3, 31))


def test_renew_too_early_changes_nothing(subscription):
    check_renewal(subscription, date(2026, 2, 1), date(2026, 3, 1))
