from datetime import date

import pytest

from saas.plans import Subscription, change_plan, monthly, renew


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
    with pytest.raises(Exception):
        change_plan(subscription, "gold")


def test_renew(subscription):
    renewed = renew(subscription, date(2026, 3, 1))
    assert renewed.plan == "team"


def test_going_down_starts_with_one_seat(subscription):
    assert change_plan(subscription, "basic").seats == 1
