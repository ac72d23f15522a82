"""Bad days on demand, and the journal that tests read."""

from __future__ import annotations

import time

import requests

from bot.demo.standin import FaultKind

RUNS = "/repos/acme/shop/check-runs"


def _post(shop, token: str) -> requests.Response:
    return shop.call("POST", RUNS, json={"name": "Evenhand", "head_sha": shop.head}, token=token)


def test_a_lost_answer_is_a_502_though_the_work_is_done(shop):
    token = shop.token()
    shop.github.fault(FaultKind.LOST_ANSWER, method="POST", path="check-runs$", times=2)
    assert [_post(shop, token).status_code for _ in range(3)] == [502, 502, 201]
    assert len(shop.github.check_runs("acme/shop")) == 3


def test_server_errors_do_nothing(shop):
    token = shop.token()
    shop.github.fault("server_error", path="check-runs")
    shop.github.fault("bad_gateway", path="check-runs")
    assert [_post(shop, token).status_code for _ in range(3)] == [500, 502, 201]
    assert len(shop.github.check_runs("acme/shop")) == 1


def test_limits_tell_when_to_come_back(shop):
    token = shop.token()
    shop.github.fault("primary_limit", path="check-runs", reset_in_s=1800)
    answer = _post(shop, token)
    assert (answer.status_code, answer.headers["X-RateLimit-Remaining"]) == (403, "0")
    assert 1790 < int(answer.headers["X-RateLimit-Reset"]) - time.time() <= 1800
    shop.github.fault("secondary_limit", path="check-runs", retry_after_s=7)
    answer = _post(shop, token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (403, "7")
    shop.github.fault("secondary_limit", path="check-runs", status=429)
    answer = _post(shop, token)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, False)
    assert "secondary rate limit" in answer.json()["message"]


def test_expired_tokens_refusals_and_slow_answers(shop):
    token = shop.token()
    shop.github.fault("expired_token", path="check-runs")
    shop.github.fault("refused", path="check-runs")
    assert [_post(shop, token).status_code for _ in range(2)] == [401, 422]
    assert shop.github.violations == ()
    shop.github.fault("slow", path="check-runs", seconds=0.3)
    started = time.monotonic()
    assert _post(shop, token).status_code == 201
    assert time.monotonic() - started > 0.3


def test_the_journal_lists_exactly_the_calls_made(shop):
    token = shop.token()
    shop.github.reset_calls()
    run = _post(shop, token).json()
    shop.call("PATCH", f"{RUNS}/{run['id']}", json={"status": "in_progress"}, token=token)
    shop.graphql("{ viewer { login } }", token)
    assert [str(call) for call in shop.github.calls] == [
        "POST /repos/acme/shop/check-runs 201",
        f"PATCH /repos/acme/shop/check-runs/{run['id']} 200",
        "POST /graphql 200",
    ]
    assert {call.actor for call in shop.github.calls} == {
        f"installation:{shop.github.installation('acme').id}"
    }
    shown = requests.get(f"{shop.github.url}/_standin/calls", timeout=20).json()
    assert [row["operation"] for row in shown["calls"]] == ["checks/create", "checks/update", "viewer"]
    assert token not in requests.get(f"{shop.github.url}/_standin/calls", timeout=20).text
