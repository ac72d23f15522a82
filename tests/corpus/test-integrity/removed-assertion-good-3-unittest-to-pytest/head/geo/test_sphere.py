import pytest

from geo.sphere import bearing, distance_km, midpoint


@pytest.fixture
def berlin():
    return (52.52, 13.405)


@pytest.fixture
def paris():
    return (48.8566, 2.3522)


def test_distance(berlin, paris):
    assert distance_km(berlin, paris) == pytest.approx(877.46, abs=0.005)


def test_same_place(paris):
    assert distance_km(paris, paris) == 0
    assert bearing(paris, paris) == 0.0


def test_three_numbers(paris):
    with pytest.raises(ValueError):
        distance_km((1, 2, 3), paris)


def test_midpoint(berlin):
    assert midpoint(berlin, berlin) == berlin
