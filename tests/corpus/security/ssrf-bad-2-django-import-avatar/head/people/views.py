"""Avatars taken from other sites."""

import logging
from urllib.request import urlopen

import requests
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse

log = logging.getLogger(__name__)
session = requests.Session()


def _fetch(address: str) -> bytes:
    """The bytes behind an address, at most one megabyte."""
    answer = session.get(address, timeout=10, stream=True)
    answer.raise_for_status()
    return answer.raw.read(1_000_000)


@login_required
def import_avatar(request: HttpRequest) -> JsonResponse:
    address = request.POST.get("url", "")
    if not address.startswith("http"):
        return HttpResponseBadRequest("an address is needed")
    picture = _fetch(address)
    request.user.profile.avatar.save("avatar.png", ContentFile(picture))
    return JsonResponse({"size": len(picture)})


@login_required
def mirror_status(request: HttpRequest) -> JsonResponse:
    host = request.GET.get("host")
    with urlopen(f"https://{host}/status.json", timeout=5) as answer:
        return JsonResponse({"status": answer.status})
