def f():
    return OrderItem.objects.filter(legacy_code="x")
def g():
    return Order.objects.filter(legacy_code="x")
