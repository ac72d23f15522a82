from unittest.mock import MagicMock, patch

import pytest

from shop.models import Order
from shop.orders import OrderService


@pytest.fixture
def repo():
    return MagicMock()


class TestPlace:
    @patch("shop.orders.notify")
    def test_place_saves_and_notifies(self, notify, repo):
        order = OrderService(repo).place("ann", ["mug"])
        assert order.state == "new"
        assert order.items == ["mug"]
        repo.save.assert_called_once_with(order)
        notify.assert_called_once_with("ann", order)

    def test_no_items(self, repo):
        with pytest.raises(ValueError) as error:
            OrderService(repo).place("ann", [])
        assert str(error.value) == "no items"
        repo.save.assert_not_called()


class TestCancel:
    def test_cancel(self, repo):
        repo.get.return_value = Order(customer="ann", items=["mug"], state="new")
        order = OrderService(repo).cancel(7)
        assert order.state == "cancelled"
        repo.get.assert_called_once_with(7)
        repo.save.assert_called_once_with(order)
