"""Who wrote a pull request: the facts at hand, handed to the attribution."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.attribution import CommitAuthor, Signals, attribute
from bot.ledger.records import Attribution
from bot.mirror import Commit
from bot.pull_request import PullRequest
from checks.configfile import ReviewSettings


def attribution_of(
    pull: PullRequest,
    commits: Sequence[Commit],
    settings: ReviewSettings,
    *,
    named: str | None = None,
    own_labels: Collection[str] = (),
) -> Attribution:
    """The attribution of a pull request from its payload and its commits; merges of the base say nothing.

    ``named`` is the agent that a person named by command. ``own_labels`` are labels that we put on ourselves: they only
    repeat what an earlier head said, and later commits may say otherwise.
    """
    own = [c for c in commits if len(c.parents) < 2] or list(commits)
    authors = dict.fromkeys(CommitAuthor(c.author_name, c.author_email) for c in own)
    return attribute(
        Signals(
            author_login=pull.author_login,
            author_id=pull.author_id,
            author_type=pull.author_type,
            title=pull.title,
            bodies=(pull.body,) if pull.body else (),
            head_ref=pull.head_ref,
            labels=tuple(label for label in pull.labels if label not in own_labels),
            commit_authors=tuple(authors),
            trailers=tuple(trailer for c in own for trailer in c.trailers),
            date=pull.created_at.date(),
            repo=pull.repo,
            number_or_sha=str(pull.number),
        ),
        settings=settings,
        override=named,
    )
