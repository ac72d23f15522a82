from celery import shared_task

from billing.ledger import post
from billing.models import Charge


@shared_task
def repost(charge_id: int) -> None:
    post(Charge.objects.get(pk=charge_id))


@shared_task
def repost_all() -> int:
    """Post every charge again, in chunks so that memory stays flat."""
    count = 0
    for charge in Charge.objects.order_by("pk").iterator(chunk_size=500):
        post(charge)
        count += 1
    return count
