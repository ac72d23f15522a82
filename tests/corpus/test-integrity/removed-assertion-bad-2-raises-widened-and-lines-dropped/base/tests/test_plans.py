from datetime import date

import pytest

from saas.plans import PlanError, Subscription, change_plan, monthly, renew


@pytest.fixture
def subscription():
    return Subscription("acme", "team", 4, date(2026, 3, 1))


def test_monthly_price(subscription):
    assert monthly(subscription) == 48


def test_change_plan(subscription):
    changed = change_plan(subscription, "business")
    assert changed.plan == "business"
    assert changed.seats == 4


def test_unknown_plan(subscription):
    with pytest.raises(PlanError, match="unknown plan: gold"):
        change_plan(subscription, "gold")


def test_renew(subscription):
    renewed = renew(subscription, date(2026, 3, 1))
    assert renewed.renews_on == date(2026, 3, 31)
    assert renewed.plan == "team"
