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
