"""When subscriptions are renewed."""

from dataclasses import replace
from datetime import date, timedelta

from saas.plans import Subscription

PERIOD = timedelta(days=30)


def renew(subscription: Subscription, today: date) -> Subscription:
    if subscription.renews_on > today:
        return subscription
    return replace(subscription, renews_on=today + PERIOD)
