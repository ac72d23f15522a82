import time
from time import sleep

import pytest

from worker.pool import Pool


@pytest.fixture
def pool():
    return Pool()


def test_jobs_are_done(pool):
    pool.submit(lambda: 1)
    time.sleep(0.5)
    assert pool.done == [1]


def test_two_jobs(pool):
    pool.submit(lambda: 1)
    pool.submit(lambda: 2)
    # give the workers a moment
    sleep(2)
    assert sorted(pool.done) == [1, 2]


def test_join(pool):
    pool.submit(lambda: 1)
    pool.jobs.join()
    assert pool.done == [1]
