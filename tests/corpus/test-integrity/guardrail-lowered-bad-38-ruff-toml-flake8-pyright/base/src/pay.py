def pay(cents: int) -> int:
    return cents
