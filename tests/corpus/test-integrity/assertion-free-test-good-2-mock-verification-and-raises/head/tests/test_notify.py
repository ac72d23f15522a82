from unittest import TestCase, mock

import numpy as np
import pytest
from hypothesis import given, strategies as st

from etl.notify import Notifier


@pytest.fixture
def client():
    return mock.create_autospec(lambda channel, text: None)


def test_posts_the_count():
    client = mock.Mock()
    Notifier(client, "#etl").done(3)
    client.post.assert_called_once_with("#etl", "3 rows loaded")


def test_negative_counts_are_refused():
    with pytest.raises(ValueError):
        Notifier(mock.Mock(), "#etl").done(-1)


def test_warns(recwarn):
    with pytest.warns(UserWarning, match="slow"):
        import warnings

        warnings.warn("slow", UserWarning, stacklevel=1)


@given(st.integers(min_value=0))
def test_any_count_is_posted(rows):
    client = mock.Mock()
    Notifier(client, "#etl").done(rows)
    client.post.assert_called_once()


def test_arrays():
    np.testing.assert_allclose(np.ones(3) * 2, [2, 2, 2])


def test_benchmark(benchmark):
    benchmark(Notifier(mock.Mock(), "#etl").done, 3)


class NotifierTests(TestCase):
    def test_channel(self):
        client = mock.Mock()
        Notifier(client, "#a").done(1)
        self.assertPosted(client, "#a")

    def assertPosted(self, client, channel):
        self.assertEqual(client.post.call_args.args[0], channel)

    def test_counts_are_checked(self):
        for rows in (-1, -5):
            with self.subTest(rows=rows), self.assertRaises(ValueError):
                Notifier(mock.Mock(), "#a").done(rows)
