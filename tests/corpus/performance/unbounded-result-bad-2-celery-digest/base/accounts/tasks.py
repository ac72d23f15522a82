import csv
import io
import logging

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import LoginEvent, Subscription

logger = logging.getLogger(__name__)


@shared_task
def expire_subscription(subscription_id: int) -> None:
    subscription = Subscription.objects.get(pk=subscription_id)
    subscription.active = False
    subscription.save(update_fields=["active"])
