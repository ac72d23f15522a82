"""Payments: webhook of the provider and refunds."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.models import Payment
from payments.signatures import BadSignature, verify_signature


@csrf_exempt
@require_POST
def provider_webhook(request: HttpRequest) -> HttpResponse:
    """The provider tells what became of a payment."""
    try:
        verify_signature(request.body, request.headers.get("X-Signature", ""))
    except BadSignature:
        return HttpResponse(status=401)
    event = json.loads(request.body)
    Payment.objects.filter(reference=event["reference"]).update(state=event["state"])
    return HttpResponse(status=204)


@permission_required("payments.refund_payment", raise_exception=True)
@require_POST
def refund(request: HttpRequest, pk: int) -> JsonResponse:
    """Pay a payment back."""
    payment = get_object_or_404(Payment, pk=pk)
    payment.refund()
    return JsonResponse({"state": payment.state})
