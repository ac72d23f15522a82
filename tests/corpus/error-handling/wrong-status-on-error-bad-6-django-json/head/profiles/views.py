import json
import logging

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_POST

from profiles.forms import ProfileForm
from profiles.models import Profile

logger = logging.getLogger(__name__)


@require_GET
@login_required
def show(request):
    return JsonResponse(request.user.profile.as_dict())


@require_POST
@login_required
def update(request):
    form = ProfileForm(json.loads(request.body), instance=request.user.profile)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=500)
    try:
        profile = form.save()
    except DatabaseError:
        logger.exception("profile of %s not saved", request.user.pk)
        return JsonResponse({"status": "error", "message": "The profile could not be saved"})
    return JsonResponse(profile.as_dict())
