from django.db import transaction
from django.db.models import F

from shop.models import Product


def reserve(product_id: int, quantity: int) -> None:
    with transaction.atomic():
        product = Product.objects.select_for_update().get(pk=product_id)
        if product.stock < quantity:
            raise OutOfStock(product_id)
        product.stock -= quantity
        product.save(update_fields=["stock"])


def view(product_id: int) -> None:
    product = Product.objects.get(pk=product_id)
    product.views = F("views") + 1
    product.save(update_fields=["views"])
