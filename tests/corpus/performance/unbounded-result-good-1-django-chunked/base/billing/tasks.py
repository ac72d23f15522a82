from celery import shared_task

from billing.ledger import post
from billing.models import Charge


@shared_task
def repost(charge_id: int) -> None:
    post(Charge.objects.get(pk=charge_id))
