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


@shared_task
def export_login_events(name: str) -> int:
    """Write every login event to a CSV file for the auditors."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["user", "ip", "when"])
    events = list(LoginEvent.objects.select_related("user").order_by("created_at"))
    for event in events:
        writer.writerow([event.user.get_username(), event.ip, event.created_at.isoformat()])
    default_storage.save(f"audits/{name}.csv", ContentFile(buffer.getvalue().encode()))
    logger.info("exported %d login events to %s", len(events), name)
    return len(events)
