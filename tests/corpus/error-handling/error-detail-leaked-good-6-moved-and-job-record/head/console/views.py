import logging

from django.http import JsonResponse

from console.services import rebuild_index

log = logging.getLogger(__name__)


def _rebuild(user):
    return rebuild_index(user)


def rebuild(request):
    try:
        count = _rebuild(request.user)
    except OSError as exc:
        log.exception("index")
        return JsonResponse({"error": str(exc)}, status=500)
    return JsonResponse({"count": count})
