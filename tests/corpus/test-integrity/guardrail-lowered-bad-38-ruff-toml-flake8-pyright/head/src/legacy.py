"""Rates of the old system, read from its export."""


def rates(lines: list[str]) -> dict[str, int]:
    """Rate by name."""
    found: dict[str, int] = {}
    for line in lines:
        name, _, value = line.partition(";")
        found[name.strip()] = int(value)
    return found
