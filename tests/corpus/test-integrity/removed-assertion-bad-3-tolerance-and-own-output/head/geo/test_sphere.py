import unittest

from geo.sphere import bearing, distance_km

BERLIN = (52.52, 13.405)
PARIS = (48.8566, 2.3522)


class SphereTests(unittest.TestCase):
    def test_distance(self):
        self.assertAlmostEqual(distance_km(BERLIN, PARIS), 877.46, delta=50)

    def test_bearing(self):
        expected = bearing(BERLIN, PARIS)
        self.assertEqual(bearing(BERLIN, PARIS), expected)

    def test_same_place(self):
        self.assertEqual(distance_km(PARIS, PARIS), 0)
