import pytest

from calc.core import DivisionError, add, div, mul


@pytest.mark.parametrize(("a", "b", "total"), [(1, 2, 3), (1, -2, -1), (0, 0, 0)])
def test_add(a, b, total):
    assert add(a, b) == total


@pytest.mark.parametrize(("function", "result"), [(mul, 18), (div, 2)])
def test_products(function, result):
    assert function(6, 3) == result


def test_nothing_divides():
    with pytest.raises(DivisionError):
        div(1, 0)
