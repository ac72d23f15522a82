from celery import shared_task

from depot.stock import recount


@shared_task
def recount_all() -> int:
    return recount()
