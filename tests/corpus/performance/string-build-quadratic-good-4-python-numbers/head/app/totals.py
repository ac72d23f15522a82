"""Totals of a basket."""


def total(lines: list[dict]) -> int:
    cents = 0
    for line in lines:
        cents += line["price"] * line["amount"]
    return cents


def names(lines: list[dict]) -> list[str]:
    found: list[str] = []
    for line in lines:
        found += [line["name"]]
    return found
