from decimal import Decimal
from unittest.mock import Mock, patch

import pytest

from shop.tax import InvoiceBuilder, tax


@pytest.fixture
def fetch_rate():
    with patch("shop.tax.fetch_rate") as mock:
        mock.return_value = Decimal("0.19")
        yield mock


def test_tax(fetch_rate):
    assert tax(Decimal("10"), "DE") == Decimal("1.90")
    fetch_rate.assert_called_once_with("DE")


def test_build_invoice(fetch_rate):
    store = Mock()
    store.get.return_value = {"country": "DE"}
    invoice = InvoiceBuilder(store).build("ann", Decimal("10"))
    assert invoice == {"customer": "ann", "net": Decimal("10"), "tax": Decimal("1.90")}
    store.get.assert_called_once_with("ann")


@patch("shop.tax.tax", return_value=Decimal("2"))
def test_build_asks_for_the_tax(mock_tax):
    store = Mock(**{"get.return_value": {"country": "FR"}})
    assert InvoiceBuilder(store).build("ann", Decimal("10"))["tax"] == Decimal("2")
    mock_tax.assert_called_once_with(Decimal("10"), "FR")
