from jobs.store import Store


def sync(store: Store) -> int:
    return store.sync()
