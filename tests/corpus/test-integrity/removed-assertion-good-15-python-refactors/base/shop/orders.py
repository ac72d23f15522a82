from shop.models import Order
from shop.notify import notify


class OrderService:
    def __init__(self, repo):
        self.repo = repo

    def place(self, customer, items):
        if not items:
            raise ValueError("no items")
        order = Order(customer=customer, items=items, state="new")
        self.repo.save(order)
        notify(customer, order)
        return order

    def cancel(self, order_id):
        order = self.repo.get(order_id)
        order.state = "cancelled"
        self.repo.save(order)
        return order
