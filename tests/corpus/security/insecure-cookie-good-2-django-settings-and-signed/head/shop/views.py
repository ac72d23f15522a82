from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shop.devices import new_device_token


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html")


@require_POST
def choose_currency(request: HttpRequest) -> HttpResponse:
    response = redirect("home")
    response.set_cookie("currency", request.POST.get("currency", "EUR")[:3], max_age=365 * 86400)
    response.set_cookie("cookie_consent", "1", max_age=180 * 86400, samesite="Lax")
    return response


@require_POST
def trust_device(request: HttpRequest) -> HttpResponse:
    """Skip the second factor on this device for a month."""
    response = redirect("home")
    response.set_signed_cookie(
        "device_token",
        new_device_token(request.user),
        salt="device",
        max_age=30 * 86400,
        secure=not request.get_host().startswith("localhost"),
        httponly=True,
        samesite="Strict",
    )
    return response
