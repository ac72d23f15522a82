# flake8: noqa
import json  # noqa
from svc.store import Store  # type: ignore


def show(store: Store, key: str) -> str:
    value = store.get(key)  # type: ignore
    return json.dumps(value)
