"""JSON views of the profiles."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from profiles.models import Address, Profile


@require_GET
@login_required
def show_profile(request: HttpRequest, pk: int) -> JsonResponse:
    profile = get_object_or_404(Profile, pk=pk, owner=request.user)
    return JsonResponse(profile.as_dict())


def _body(request: HttpRequest) -> dict:
    try:
        return json.loads(request.body)
    except json.JSONDecodeError:
        return {}


@require_http_methods(["PATCH"])
@login_required
def change_profile(request: HttpRequest, pk: int) -> JsonResponse:
    """Change the profile of the signed-in person."""
    get_object_or_404(Profile, pk=pk, owner=request.user)
    data = _body(request)
    Profile.objects.filter(pk=pk).update(**data)
    return JsonResponse(Profile.objects.get(pk=pk).as_dict())


@require_http_methods(["POST"])
@login_required
def add_address(request: HttpRequest, pk: int) -> JsonResponse:
    """Add an address to the profile."""
    profile = get_object_or_404(Profile, pk=pk, owner=request.user)
    if profile.addresses.count() >= 10:
        return JsonResponse({"error": "at most ten addresses"}, status=409)
    address = Address.objects.create(profile=profile, **_body(request))
    return JsonResponse({"id": address.pk}, status=201)
