import pytest

from shop.errors import EmptyOrder
from shop.events import OrderPlaced
from shop.models import Order, State
from shop.orders import OrderService
from tests.fakes import FakeUnitOfWork


@pytest.fixture
def uow():
    return FakeUnitOfWork()


class TestPlace:
    def test_place_saves_and_notifies(self, uow):
        order = OrderService(uow).place("ann", ["mug"])
        assert order.state is State.NEW
        assert order.items == ("mug",)
        assert uow.orders.all() == [order]
        assert uow.outbox.all() == [OrderPlaced(order)]
        assert uow.committed

    def test_no_items(self, uow):
        with pytest.raises(EmptyOrder, match="ann"):
            OrderService(uow).place("ann", [])
        assert uow.orders.all() == []


class TestCancel:
    def test_cancel(self, uow):
        uow.orders.add(Order(customer="ann", items=("mug",), state=State.NEW, id=7))
        order = OrderService(uow).cancel(7)
        assert order.state is State.CANCELLED
        assert uow.committed
