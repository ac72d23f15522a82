def quote(weight: int) -> int:
    return 500 + weight * 2
