from shop.models import Order


def price(order_id):
    order = Order.objects.get(pk=order_id)
    order.total = order.net + order.tax
    order.save()


def create(customer, lines):
    order = Order(customer=customer, total=0)
    for line in lines:
        order.total += line.price * line.quantity
    order.save()
    return order


def show(order_id):
    order = Order.objects.get(pk=order_id)
    order.total += order.shipping
    return render(order)
