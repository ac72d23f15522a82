from unittest import mock

import pytest

from jobs.runner import Runner


def test_run_measures_time(mocker):
    runner = Runner()
    mocker.patch.object(runner, "_now", side_effect=[1.0, 3.5])
    assert runner.run(lambda: "x") == {"result": "x", "tries": 1, "took": 2.5}


def test_run_tries_again():
    runner = Runner()
    with mock.patch.object(Runner, "_attempt", side_effect=[ConnectionError, "x"]) as attempt:
        assert runner.run(lambda: None)["tries"] == 2
    assert attempt.call_count == 2


def test_run_gives_up(monkeypatch):
    job = mock.Mock(side_effect=ConnectionError)
    with pytest.raises(ConnectionError):
        Runner(tries=2).run(job)
    assert job.call_count == 2


def test_run_returns_what_the_job_returns():
    job = mock.Mock(return_value=5)
    assert Runner().run(job)["result"] == 5
