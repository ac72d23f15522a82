"""Labels of parcels."""


def label(name: str, street: str, city: str) -> str:
    return f"{name}\n{street}\n{city}"
