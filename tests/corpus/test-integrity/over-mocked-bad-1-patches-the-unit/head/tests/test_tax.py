from decimal import Decimal
from unittest.mock import MagicMock, patch

from shop import tax as tax_module
from shop.tax import InvoiceBuilder


@patch("shop.tax.tax")
def test_tax(mock_tax):
    mock_tax.return_value = Decimal("1.90")
    result = tax_module.tax(Decimal("10"), "DE")
    assert result == Decimal("1.90")


def test_build_invoice():
    builder = MagicMock(spec=InvoiceBuilder)
    builder.build.return_value = {"customer": "ann", "net": Decimal("10"), "tax": Decimal("1.90")}
    invoice = builder.build("ann", Decimal("10"))
    assert invoice["tax"] == Decimal("1.90")


def test_tax_uses_the_rate_of_the_country():
    with patch("shop.tax.fetch_rate", return_value=Decimal("0.07")) as fetch_rate:
        assert tax_module.tax(Decimal("10"), "DE") == Decimal("0.70")
    fetch_rate.assert_called_once_with("DE")
