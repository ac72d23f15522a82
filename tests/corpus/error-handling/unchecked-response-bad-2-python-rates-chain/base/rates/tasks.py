import logging
from decimal import Decimal

import httpx
import requests
from celery import shared_task

from rates.models import Rate
from rates.settings import BANK_URL, CRYPTO_URL

logger = logging.getLogger(__name__)


@shared_task
def prune(days: int = 90) -> int:
    return Rate.older_than(days).delete()
