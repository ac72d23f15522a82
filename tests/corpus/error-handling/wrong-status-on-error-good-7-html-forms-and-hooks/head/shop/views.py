import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from shop.carts import OutOfStock, checkout
from shop.forms import AddressForm
from shop.hooks import DuplicateEvent, record

logger = logging.getLogger(__name__)


@login_required
def address(request):
    """The form is shown again with its errors, as Django forms are."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        return redirect("checkout")
    return render(request, "shop/address.html", {"form": form, "error": form.errors})


@login_required
def pay(request):
    try:
        order = checkout(request.user)
    except OutOfStock as gone:
        messages.error(request, f"{gone.article} is sold out")
        return redirect("cart")
    return render(request, "shop/thanks.html", {"order": order})


def carrier_hook(request):
    try:
        record(request.body, request.headers["X-Event"])
    except DuplicateEvent:
        # The carrier repeats what is not answered with 200.
        return HttpResponse(status=200)
    return JsonResponse({"ok": True})
