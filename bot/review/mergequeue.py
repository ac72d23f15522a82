"""Answering a merge queue: it waits for our check on a commit of its own, and the verdict is the pull request's."""

from __future__ import annotations

from bot import clock
from bot.github import Client, RetryLater, Unanswered, check_runs
from bot.ledger import Ledger
from bot.pull_request import PullRequest

AGAIN_S = 30.0
_TITLES = {
    "failure": "The pull request has errors",
    "neutral": "The pull request has warnings",
    "success": "The pull request is clean",
}


def answer(client: Client, ledger: Ledger, pull: PullRequest, group_sha: str) -> str:
    """Give the commit that the queue would merge the verdict of the pull request's head; the conclusion. Once only."""
    mark = f"evenhand:{pull.repo_id}:{pull.number}:{group_sha}:queue"
    run = ledger.latest_run(pull.repo_id, pull.number)
    reviewed = run is not None and run.head_sha == pull.head_sha
    conclusion = run.conclusion if reviewed and run is not None else "neutral"
    title = _TITLES.get(conclusion, _TITLES["neutral"]) if reviewed else "The pull request was not reviewed"
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    body = {
        "name": check_runs.NAME,
        "head_sha": group_sha,
        "external_id": mark,
        "status": "completed",
        "conclusion": conclusion,
        "completed_at": now,
        "output": {
            "title": title,
            "summary": f"What the review of pull request {pull.number} said at {pull.head_sha[:10]}.",
        },
    }
    if check_runs.find(client, group_sha, mark) is None:
        try:
            check_runs.create(client, body)
        except Unanswered as error:  # looked for at the next attempt
            raise RetryLater(AGAIN_S, str(error)) from error
    return conclusion
