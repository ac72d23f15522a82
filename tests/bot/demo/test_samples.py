"""The samples themselves: what they are, and that the checks find exactly what each of them is there to show."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo import stories
from bot.demo.stories import SamplePull, SampleRepository
from checks import engine
from checks.changes import in_memory

SAMPLES = stories.load()
PULLS = [
    pytest.param(repo, pull, id=f"{repo.name}-{pull.slug}")
    for repo in SAMPLES.repositories
    for pull in repo.pulls
]


@pytest.mark.parametrize(("repo", "pull"), PULLS)
def test_each_push_has_exactly_the_findings_it_is_there_to_show(repo: SampleRepository, pull: SamplePull):
    base = {path: text.encode() for path, text in repo.files.items()}
    head = dict(base)
    for push in pull.pushes:
        head.update({path: text.encode() for path, text in push.files.items()})
        for path in push.deleted:
            del head[path]
        report = engine.review(in_memory(head, base))
        found: dict[str, set[str]] = {}
        for finding in report.findings:
            found.setdefault(finding.rule, set()).add(finding.path)
        assert found == {rule: set(paths) for rule, paths in push.expect.items()}, report.findings
        assert report.errors == ()


@pytest.mark.parametrize("repo", SAMPLES.repositories, ids=lambda repo: repo.name)
def test_a_repository_as_it_was_has_no_findings_and_enough_to_learn_from(repo: SampleRepository):
    report = engine.scan({path: text.encode() for path, text in repo.files.items()})
    assert report.findings == ()
    assert sum(report.sites["api-consistency/path-style"].values()) >= 5
    assert sum("migrations/" in path for path in repo.files) >= 3


def test_the_cast_and_the_endings_are_varied():
    agents = Counter(pull.agent for pull in SAMPLES.pulls)
    assert {"claude-code", "codex", "copilot", "cursor", "devin", None} <= agents.keys()
    assert {pull.weeks_ago for pull in SAMPLES.pulls} == {0, 1, 2, 3}
    endings = Counter(pull.ending.kind if pull.ending else "open" for pull in SAMPLES.pulls)
    assert endings.keys() == {"merged", "closed", "open"}
    assert any(pull.draft for pull in SAMPLES.pulls)
    assert any(pull.state == "possible" for pull in SAMPLES.pulls)
    clean = [pull for pull in SAMPLES.pulls if not any(push.expect for push in pull.pushes)]
    assert 0.3 < len(clean) / len(SAMPLES.pulls) < 0.7


@pytest.mark.parametrize(
    "now", ["2026-11-23 00:00:01", "2026-11-22 23:59:59", "2027-01-01 08:00:00", "2024-02-29 12:00:00"]
)
def test_nothing_lies_in_the_future_and_every_story_stays_in_its_week(now: str):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    for pull in SAMPLES.pulls:
        opened = pull.opened_at(at)
        assert opened <= at
        week = pull.week(at)
        assert week.start <= opened < week.end
        moments = [opened, *(pull.at(at, push.after) for push in pull.pushes[1:])]
        if pull.ending:
            moments.append(pull.at(at, pull.ending.after))
        assert moments == sorted(moments)
        assert moments[-1] <= at


def test_later_pushes_and_endings_come_after_what_they_follow():
    for pull in SAMPLES.pulls:
        times = [push.after for push in pull.pushes] + ([pull.ending.after] if pull.ending else [])
        assert times == sorted(times)
        assert times[0] == timedelta()


def test_the_leaked_credential_of_the_sample_stands_in_none_of_our_files():
    shown = next(pull for pull in SAMPLES.pulls if "security/hardcoded-secret" in pull.pushes[0].expect)
    (path,) = shown.pushes[0].expect["security/hardcoded-secret"]
    stored = stories.FOLDER / shown.repo / "pulls" / shown.slug / "files" / path
    assert "_live_" in shown.pushes[0].files[path]
    assert "_live_" not in stored.read_text(encoding="utf-8")
