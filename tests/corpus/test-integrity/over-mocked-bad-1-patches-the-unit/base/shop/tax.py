from decimal import Decimal

from shop.rates import fetch_rate


def tax(amount: Decimal, country: str) -> Decimal:
    """The tax on an amount."""
    return (amount * fetch_rate(country)).quantize(Decimal("0.01"))


class InvoiceBuilder:
    def __init__(self, store):
        self.store = store

    def build(self, customer: str, amount: Decimal) -> dict:
        record = self.store.get(customer)
        return {"customer": customer, "net": amount, "tax": tax(amount, record["country"])}
