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
