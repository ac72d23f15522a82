import unittest

from geo.sphere import bearing, distance_km


class SphereTests(unittest.TestCase):
    def setUp(self):
        self.berlin = (52.52, 13.405)
        self.paris = (48.8566, 2.3522)

    def test_distance(self):
        self.assertAlmostEqual(distance_km(self.berlin, self.paris), 877.46, places=2)

    def test_same_place(self):
        self.assertEqual(distance_km(self.paris, self.paris), 0)
        self.assertEqual(bearing(self.paris, self.paris), 0.0)

    def test_three_numbers(self):
        with self.assertRaises(ValueError):
            distance_km((1, 2, 3), self.paris)
