from django.db import transaction

from shop.models import Product, Reservation


def reserve(product_id: int, quantity: int, order) -> Reservation:
    with transaction.atomic():
        product = Product.objects.get(pk=product_id)
        if product.stock < quantity:
            raise OutOfStock(product_id)
        product.stock -= quantity
        product.save(update_fields=["stock"])
        return Reservation.objects.create(product=product, order=order, quantity=quantity)
