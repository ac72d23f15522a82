from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from billing.models import Invoice


@login_required
def invoice_detail(request, pk):
    invoice = get_object_or_404(Invoice, pk=pk, account=request.user.account)
    return JsonResponse({"id": invoice.pk, "total": str(invoice.total), "status": invoice.status})


@login_required
@require_POST
def cancel_invoice(request, pk):
    invoice = get_object_or_404(Invoice, pk=pk, account=request.user.account)
    if invoice.status == "paid":
        return JsonResponse({"error": "already paid"}, status=409)
    invoice.status = "cancelled"
    invoice.save(update_fields=["status"])
    return JsonResponse({"status": invoice.status})
