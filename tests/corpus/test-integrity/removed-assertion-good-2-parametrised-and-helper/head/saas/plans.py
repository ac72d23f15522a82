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


SUPPORT_FEE = 25
PRICES = {"basic": 5, "team": 12, "business": 20}


def monthly(subscription: Subscription) -> int:
    """Price a month in euros."""
    price = PRICES[subscription.plan] * subscription.seats
    if subscription.seats >= 10:
        price = round(price * 0.9)
    return price + (SUPPORT_FEE if subscription.plan == "business" else 0)


def change_plan(subscription: Subscription, plan: str) -> Subscription:
    if plan not in PRICES:
        raise PlanError(f"unknown plan: {plan}")
    return replace(subscription, plan=plan)


def renew(subscription: Subscription, today: date) -> Subscription:
    if subscription.renews_on > today:
        return subscription
    return replace(subscription, renews_on=today + timedelta(days=30))
