from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import JsonResponse

from billing.models import Charge, Currency

PAGE_SIZE = 50


@login_required
def total(request):
    row = Charge.objects.filter(user=request.user).aggregate(total=Sum("amount"))
    return JsonResponse({"total": row["total"] or 0})


@login_required
def currencies(request):
    """The choices of the currency picker."""
    return JsonResponse({"currencies": [{"code": c.code, "name": c.name} for c in Currency.objects.all()]})


@login_required
def charges(request):
    """A page of the charges of the person who is signed in."""
    found = Charge.objects.filter(user=request.user).order_by("-created_at")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "charges": [{"id": c.pk, "amount": c.amount, "currency": c.currency_id} for c in page],
            "pages": page.paginator.num_pages,
        }
    )


@login_required
def chosen(request):
    """The charges whose ids were asked for, at most a page of them."""
    ids = [int(value) for value in request.GET.getlist("id")[:PAGE_SIZE]]
    found = Charge.objects.filter(user=request.user, pk__in=ids)
    return JsonResponse({"charges": list(found.values("id", "amount"))})
