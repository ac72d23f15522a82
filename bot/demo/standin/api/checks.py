"""Check-runs and check-suites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot import clock
from bot.demo.standin import git
from bot.demo.standin.answers import Answer, Refusal, not_found
from bot.demo.standin.state import CheckRun, CheckSuite
from bot.demo.standin.world import Call, handles


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value).replace("Z", "+00:00"))


def _run(call: Call) -> CheckRun:
    run = call.state.check_runs.get(call.number("check_run_id"))
    if run is None or run.repo is not call.repo:
        raise not_found()
    return run


def _suite_for(call: Call, head_sha: str) -> CheckSuite:
    for suite in call.state.check_suites.values():
        if suite.repo is call.repo and suite.head_sha == head_sha:
            return suite
    branch = next(
        (
            pull.head_ref
            for pull in call.repo.pulls.values()
            if pull.head_sha == head_sha and pull.head_repo is call.repo
        ),
        None,
    )
    suite = CheckSuite(call.state.new_id("check_suite"), call.repo, head_sha, branch, clock.now())
    call.state.check_suites[suite.id] = suite
    return suite


def _write(run: CheckRun, body: dict[str, Any]) -> None:
    for name in ("name", "external_id", "details_url"):
        if body.get(name) is not None:
            setattr(run, name, body[name])
    run.started_at = _time(body.get("started_at")) or run.started_at
    if body.get("status") is not None:
        run.status = body["status"]
        if run.status != "completed":
            run.conclusion, run.completed_at = None, None
    if body.get("conclusion") is not None:
        run.status = "completed"
        run.conclusion = body["conclusion"]
        run.completed_at = _time(body.get("completed_at")) or clock.now()
    if body.get("actions") is not None:
        run.actions = list(body["actions"])
    output = body.get("output")
    if output:
        run.output |= {name: output[name] for name in ("title", "summary", "text") if name in output}
        run.annotations.extend(output.get("annotations") or ())


@handles("checks/create")
def create(call: Call) -> Answer:
    """A new run; the head must be a commit of the repository."""
    head_sha = git.resolve(call.repo.git_dir, call.body["head_sha"])
    if head_sha is None or head_sha != call.body["head_sha"]:
        raise Refusal(422, f"No commit found for SHA: {call.body['head_sha']}")
    run = CheckRun(
        id=call.state.new_id("check_run"),
        repo=call.repo,
        suite=_suite_for(call, head_sha),
        name=call.body["name"],
        head_sha=head_sha,
        status="queued",
        conclusion=None,
        started_at=clock.now(),
        completed_at=None,
        external_id="",
        details_url=call.world.url,
        output={"title": None, "summary": None, "text": None},
    )
    _write(run, call.body)
    call.state.check_runs[run.id] = run
    return Answer(201, call.shapes.check_run(run))


@handles("checks/update")
def update(call: Call) -> Answer:
    """Changes of a run; annotations are appended."""
    run = _run(call)
    _write(run, call.body)
    return Answer(200, call.shapes.check_run(run))


@handles("checks/get")
def get(call: Call) -> Answer:
    """One run."""
    return Answer(body=call.shapes.check_run(_run(call)))


@handles("checks/list-annotations")
def list_annotations(call: Call) -> Answer:
    """Annotations of a run, in order of arrival."""
    run = _run(call)
    return call.listed(run.annotations, lambda annotation: call.shapes.annotation(run, annotation))


@handles("checks/rerequest-run")
def rerequest(call: Call) -> Answer:
    """Ask the App to run again: on GitHub it sends ``check_run.rerequested``."""
    _run(call)
    return Answer(201, {})


def _chosen(call: Call, runs: list[CheckRun]) -> list[CheckRun]:
    name, status = call.query.get("check_name"), call.query.get("status")
    app_id = call.query.get("app_id")
    runs = [
        run
        for run in runs
        if name in (None, run.name)
        and status in (None, run.status)
        and app_id in (None, str(call.world.keys.app_id))
    ]
    runs.sort(key=lambda run: run.id, reverse=True)
    if call.query.get("filter", "latest") == "latest":
        latest: dict[str, CheckRun] = {}
        for run in runs:
            latest.setdefault(run.name, run)
        return list(latest.values())
    return runs


def _commit(call: Call) -> str:
    sha = git.resolve(call.repo.git_dir, call.params["ref"])
    if sha is None:
        raise Refusal(422, f"No commit found for SHA: {call.params['ref']}")
    return sha


@handles("checks/list-for-ref")
def list_for_ref(call: Call) -> Answer:
    """Runs of a commit."""
    sha = _commit(call)
    runs = [run for run in call.state.check_runs.values() if run.repo is call.repo and run.head_sha == sha]
    return call.counted("check_runs", _chosen(call, runs), call.shapes.check_run)


@handles("checks/list-suites-for-ref")
def list_suites(call: Call) -> Answer:
    """Suites of a commit."""
    sha = _commit(call)
    suites = [s for s in call.state.check_suites.values() if s.repo is call.repo and s.head_sha == sha]
    return call.counted("check_suites", suites, call.shapes.check_suite)


def _suite(call: Call) -> CheckSuite:
    suite = call.state.check_suites.get(call.number("check_suite_id"))
    if suite is None or suite.repo is not call.repo:
        raise not_found()
    return suite


@handles("checks/get-suite")
def get_suite(call: Call) -> Answer:
    """One suite."""
    return Answer(body=call.shapes.check_suite(_suite(call)))


@handles("checks/list-for-suite")
def list_for_suite(call: Call) -> Answer:
    """Runs of a suite."""
    suite = _suite(call)
    runs = [run for run in call.state.check_runs.values() if run.suite is suite]
    return call.counted("check_runs", _chosen(call, runs), call.shapes.check_run)
