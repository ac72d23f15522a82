import logging
import sys
from contextlib import suppress
from functools import wraps

from django.db import IntegrityError, transaction
from requests.exceptions import RequestException

log = logging.getLogger(__name__)


def safe(function):
    @wraps(function)
    def inner(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception:
            log.exception("%s failed", function.__name__)
            return None

    return inner


def create(model, **values):
    try:
        with transaction.atomic():
            return model.objects.create(**values)
    except IntegrityError:
        return model.objects.get(**values)


def shut(server):
    with suppress(Exception):
        server.close()


def warm(cache, keys):
    for key in keys:
        with suppress(Exception):
            cache.load(key)


def pull(client, cursor):
    try:
        page = client.page(cursor)
    except RequestException as error:
        log.warning("page %s not read: %s", cursor, error)
        return [], cursor
    return page.items, page.next


def fetch_all(client, ids):
    failed = []
    for item in ids:
        try:
            client.fetch(item)
        except Exception as error:
            failed.append((item, error))
    if failed:
        raise ExceptionGroup("items failed", [e for _, e in failed])


def fetch_rest(client, ids):
    errors = 0
    for item in ids:
        try:
            client.fetch(item)
        except Exception:
            errors += 1
    log.info("%d errors", errors)


def main():
    try:
        run()
    except KeyboardInterrupt:
        print("stopped")
    except Exception as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


class Cache:
    def get(self, key):
        try:
            return self.client.get(key)
        except ConnectionError:
            log.warning("cache away")
            return None

    def price(self, sku):
        price = None
        try:
            price = self.client.get(sku)
        except Exception as e:
            log.error("Error getting price: %s", str(e))
        return price

    def __del__(self):
        try:
            self.client.close()
        except Exception:
            pass
