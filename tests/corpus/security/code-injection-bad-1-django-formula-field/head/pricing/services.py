"""Prices of configurable products."""

from decimal import Decimal

from pricing.models import Option, Product


def base_price(product: Product) -> Decimal:
    return product.list_price - product.discount


def _names(product: Product, options: list[Option]) -> dict[str, object]:
    return {
        "base": base_price(product),
        "count": len(options),
        "options": {option.code: option.price for option in options},
    }


def evaluate(formula: str, names: dict[str, object]) -> Decimal:
    """The value of a pricing formula such as ``base * count + 3``."""
    compiled = compile(formula, "<formula>", "eval")
    return Decimal(eval(compiled, {"__builtins__": {}}, names))


def preview(product: Product, options: list[Option], formula: str) -> Decimal:
    return evaluate(formula, _names(product, options)).quantize(Decimal("0.01"))
