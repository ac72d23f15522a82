import logging

from django.http import JsonResponse

from console.services import rebuild_index

log = logging.getLogger(__name__)


def rebuild(request):
    try:
        count = rebuild_index(request.user)
    except OSError as exc:
        log.exception("index")
        return JsonResponse({"error": str(exc)}, status=500)
    return JsonResponse({"count": count})
