import asyncio
import logging

from celery import shared_task

logger = logging.getLogger(__name__)


class SyncService:
    def __init__(self, client, repo):
        self.client = client
        self.repo = repo

    def sync_user(self, user):
        try:
            remote = self.client.fetch(user.external_id)
            self.repo.update(user.id, remote)
        except Exception:
            logger.exception("user %s could not be synced", user.id)
            self.repo.mark_failed(user.id)

    def get_profile(self, user_id):
        try:
            return self.client.profile(user_id)
        except Exception:
            logger.warning("profile of %s not available", user_id)
            return None

    def enrich(self, rows):
        result = []
        try:
            for row in rows:
                result.append(self.client.enrich(row))
        except Exception as e:
            print(e)
        return result

    async def watch(self):
        while True:
            try:
                await self.client.wait()
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.exception("watch failed")
                await asyncio.sleep(1)


@shared_task(bind=True, max_retries=3)
def push(self, order_id):
    try:
        Order.push(order_id)
    except Exception as exc:
        raise self.retry(exc=exc, countdown=60)
