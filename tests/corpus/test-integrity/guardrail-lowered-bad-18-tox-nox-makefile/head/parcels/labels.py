"""Labels of parcels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    name: str
    street: str
    city: str
    country: str = "DE"


def label(address: Address, *, sender_country: str = "DE") -> str:
    """The lines that are printed; the country only when it leaves the sender's."""
    lines = [address.name, address.street, address.city]
    if address.country != sender_country:
        lines.append(address.country)
    return "\n".join(lines)
