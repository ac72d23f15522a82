from shop.models import Order, State
from shop.events import OrderPlaced
from shop.errors import EmptyOrder


class OrderService:
    def __init__(self, uow):
        self.uow = uow

    def place(self, customer, items):
        if not items:
            raise EmptyOrder(customer)
        order = Order(customer=customer, items=tuple(items), state=State.NEW)
        with self.uow:
            self.uow.orders.add(order)
            self.uow.outbox.add(OrderPlaced(order))
        return order

    def cancel(self, order_id):
        with self.uow:
            order = self.uow.orders.get(order_id)
            order.state = State.CANCELLED
        return order
