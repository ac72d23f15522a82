_seen = {}


def remember(key, value):
    _seen[key] = value
