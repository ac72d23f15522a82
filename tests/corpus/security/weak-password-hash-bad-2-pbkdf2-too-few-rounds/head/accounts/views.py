import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from accounts.models import Customer
from accounts.hashers import check


@require_POST
def sign_in(request: HttpRequest) -> JsonResponse:
    body = json.loads(request.body)
    customer = Customer.objects.filter(email=body.get("email", "")).first()
    if customer is None or not check(body.get("password", ""), customer.password_hash):
        return JsonResponse({"error": "wrong e-mail address or password"}, status=401)
    request.session.cycle_key()
    request.session["customer_id"] = customer.pk
    return JsonResponse({"id": customer.pk})
