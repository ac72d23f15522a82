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
    reason = request.POST.get("reason", "")
    if invoice.status == "paid":
        invoice.refunds.create(amount=invoice.total, reason=reason)
    invoice.status = "cancelled"
    invoice.cancel_reason = reason
    invoice.save(update_fields=["status", "cancel_reason"])
    return JsonResponse({"status": invoice.status, "reason": reason})
