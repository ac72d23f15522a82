import unittest

from geo.sphere import bearing, distance_km

BERLIN = (52.52, 13.405)
PARIS = (48.8566, 2.3522)


class SphereTests(unittest.TestCase):
    def test_distance(self):
        self.assertAlmostEqual(distance_km(BERLIN, PARIS), 877.46, places=2)

    def test_bearing(self):
        self.assertAlmostEqual(bearing(BERLIN, PARIS), 246.8, delta=0.1)

    def test_same_place(self):
        self.assertEqual(distance_km(PARIS, PARIS), 0)
