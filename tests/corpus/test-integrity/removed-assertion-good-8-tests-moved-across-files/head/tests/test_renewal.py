from datetime import date

from saas.plans import Subscription
from saas.renewal import renew


def test_a_due_subscription_is_renewed_for_a_period():
    before = Subscription("acme", "team", 4, date(2026, 3, 1))
    after = renew(before, date(2026, 3, 1))
    assert after.renews_on == date(2026, 3, 31)
    assert after.plan == "team"


def test_an_early_renewal_changes_nothing():
    before = Subscription("acme", "team", 4, date(2026, 3, 1))
    assert renew(before, date(2026, 2, 1)) is before
