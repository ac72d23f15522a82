"""Which tables grow with the business and which stay small by nature, judged by their names."""

from __future__ import annotations

import re

_GROWS = frozenset(
    """
    order orderitem orderline lineitem item invoice payment refund transaction transfer ledgerentry entry posting event log logentry auditlog audit
    auditevent message notification user customer client account member person profile patient student employee contact lead comment post article
    reply review rating vote like follow session token booking reservation appointment ticket issue job task run execution shipment delivery parcel
    package product sku variant inventory stock document file upload attachment image photo video record row entity visit click impression view
    pageview email mail sms call measurement reading metric sample sensorreading point subscription subscriber purchase cart cartitem basket coupon
    history activity note report submission answer response question request feed story listing property vehicle device asset trade quote bet game
    match score play track song recipe result snapshot change revision version alert incident alarm usage usagerecord charge payout statement claim
    policyholder loan repayment book loanrecord registration attendee participant enrolment enrollment candidate application repository commit
    finding scan webhookdelivery deliveryattempt outboxmessage outbox chat conversation thread campaignsend receipt expense timesheet shift trip ride
    driver courier location position page link url resource todo
    """.split()  # noqa: SIM905 - a page of words
)


def grows(name: str) -> bool:
    """Whether a model or table of this name gains rows with use: ``OrderLine``, ``audit_logs``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(".")[2].strip("\"'`[]")).lower().split("_")
    words = [
        w
        for w in words
        if w
        and w not in ("model", "entity", "table", "tbl", "orm", "schema", "dao", "repository", "repo", "db")
    ]
    if not words:
        return False
    singular = [_singular(w) for w in words]
    if singular[-1] in (
        "type",
        "kind",
        "status",
        "state",
        "category",
        "role",
        "setting",
        "config",
        "template",
        "plan",
        "group",
        "rule",
        "option",
    ):
        return False
    return singular[-1] in _GROWS or "".join(singular[-2:]) in _GROWS


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
