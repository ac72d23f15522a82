"""Which tables grow with the business and which stay small by nature, judged by their names."""

from __future__ import annotations

import re

from checks.views import RepoView

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
    driver courier location position page link url resource todo movement stockmovement warehouse reservationrequest enquiry inquiry deal opportunity
    salesorder purchaseorder workorder invoiceitem invoiceline creditnote settlement payout wallet balance transactionlog eventlog auditentry
    auditrecord accesslog logrecord logline trace span telemetry heartbeat ping sensor crash error errorlog failure deadletter jobrun
    taskrun workflow workflowrun pipeline deployment artifact artefact crawl crawlresult searchquery query completion
    conversationmessage chatmessage thread reaction mention friend friendship follower followee bookmark favourite favorite
    wishlist playlist podcast episode movie film photo picture media asset album member membership invitation invite referral
    voucher giftcard redemption discountcode consignment container pallet parcel visitlog checkin attendance lesson     enrollmentrecord grade quiz quizresult attempt assignment homework prescription appointmentslot encounter observation diagnosis admission
    patientrecord labresult quoteitem offer bid auction item listingitem     guest traveller traveler passenger flight voyage stay roombooking guestbook usagestat dailystat swap trade tick candle     pricehistory quotehistory apikey refreshtoken accesstoken device pushtoken webhook webhookevent inboxmessage emaillog smslog mailing recipient
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


_SAID = re.compile(
    r"reference (?:data|table)|lookup table|static (?:data|table)|seeded|read.?only|@Immutable|never (?:grows|changes)|nobody adds|filled by|small (?:table|set|list)"
    r"|a (?:handful|dozen|few) (?:of )?rows|managed = False|readonly\\?",
    re.IGNORECASE,
)
_FILLS = re.compile(
    r"(?:^|/)(?:db/|database/)?(?:migrat\w*|alembic|versions|changelog|flyway|seeds?|seeders|data)/",
    re.IGNORECASE,
)


def kept_small(repo: RepoView, name: str) -> bool:
    """Whether the repository says that a table is small: where its model stands, or by a migration that fills it."""
    bare = name.rpartition(".")[2].strip("\"'`[]")
    last = re.escape(_singular(bare))
    stands = re.compile(
        rf"\b(?:class|struct|record|model|interface)\s+{last}\b|create\s+table\s+(?:if\s+not\s+exists\s+)?\S*\b{re.escape(bare)}\b",
        re.IGNORECASE,
    )
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", bare).lower()
    fills = re.compile(
        rf"insert\s+into\s+\S*\b{re.escape(_singular(snake))}(?:s|es)?\b|bulk_insert\(\s*{re.escape(_singular(snake))}",
        re.IGNORECASE,
    )
    words = sorted({bare, _singular(bare), snake, _singular(snake), _singular(snake) + "s"})
    for seen, (path, line, text) in enumerate(repo.search(words)):
        if seen > 300:
            break
        if stands.search(text):
            lines = (repo.text(path) or "").split("\n")
            if _SAID.search("\n".join(lines[max(0, line - 6) : line + 3])):
                return True
        if fills.search(text) and _FILLS.search(path):
            return True
    return False


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
