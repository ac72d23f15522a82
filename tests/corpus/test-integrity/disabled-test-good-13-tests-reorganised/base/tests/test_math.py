import unittest

from calc.core import add, div, mul


class CoreTest(unittest.TestCase):
    def test_add(self):
        self.assertEqual(add(1, 2), 3)

    def test_add_negative(self):
        self.assertEqual(add(1, -2), -1)

    def test_mul(self):
        self.assertEqual(mul(3, 2), 6)

    def test_div(self):
        self.assertEqual(div(6, 3), 2)

    def test_div_by_zero(self):
        with self.assertRaises(ZeroDivisionError):
            div(1, 0)
