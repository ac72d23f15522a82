"""Small sums."""


def twice(value: int) -> int:
    """Twice the value."""
    return value * 2
