"""Plans and their prices."""

from dataclasses import dataclass, replace
from datetime import date, timedelta


class PlanError(ValueError):
    """A plan that cannot be changed."""


@dataclass(frozen=True)
class Subscription:
    customer: str
    plan: str
    seats: int
    renews_on: date


PRICES = {"basic": 5, "team": 12, "business": 20}


def monthly(subscription: Subscription) -> int:
    """Price a month in euros."""
    return PRICES[subscription.plan] * subscription.seats


def change_plan(subscription: Subscription, plan: str) -> Subscription:
    price = PRICES[plan]
    seats = subscription.seats
    if price < PRICES[subscription.plan]:
        # Going down starts with one seat.
        seats = 1
    return replace(subscription, plan=plan, seats=seats)


def renew(subscription: Subscription, today: date) -> Subscription:
    if subscription.renews_on > today:
        return subscription
    return replace(subscription, renews_on=subscription.renews_on + timedelta(days=30))
