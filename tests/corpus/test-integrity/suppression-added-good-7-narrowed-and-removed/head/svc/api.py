import json

from svc.store import Store


def show(store: Store, key: str) -> str:
    """The value as JSON."""
    value = store.get(key)  # type: ignore[no-any-return]
    return json.dumps(value, sort_keys=True)


def keys(store: Store) -> list[str]:
    """All keys in order."""
    return sorted(store.keys())
