from rest_framework.decorators import api_view
from rest_framework.response import Response


@api_view(["POST"])
def transfer(request):
    amount = request.data.get("amount")
    assert amount, "amount is required"
    target = request.data["target"]
    assert isinstance(target, str)
    currency = request.data.get("currency", "EUR").upper()
    assert currency in ("EUR", "USD"), f"unsupported currency {currency}"
    entry = book(amount, target, currency)
    assert entry.pk is not None
    return Response({"id": entry.pk})
