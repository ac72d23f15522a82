"""Payments: webhook of the provider and refunds."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.models import Payment

log = logging.getLogger(__name__)


def signature_is_valid(body: bytes, signature: str) -> bool:
    expected = hmac.new(settings.WEBHOOK_KEY.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


@csrf_exempt
@require_POST
def provider_webhook(request: HttpRequest) -> HttpResponse:
    """The provider tells what became of a payment."""
    if not signature_is_valid(request.body, request.headers.get("X-Signature", "")):
        return HttpResponse(status=401)
    event = json.loads(request.body)
    Payment.objects.filter(reference=event["reference"]).update(state=event["state"])
    return HttpResponse(status=204)


@require_POST
def refund(request: HttpRequest, pk: int) -> JsonResponse:
    """Pay a payment back."""
    payment = get_object_or_404(Payment, pk=pk)
    if not request.user.has_perm("payments.refund_payment"):
        raise PermissionDenied
    payment.refund()
    return JsonResponse({"state": payment.state})
