"""What every handler works on, and the call it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from bot.demo.standin.access import Actor, AppKeys
from bot.demo.standin.answers import Answer, Refusal, not_found
from bot.demo.standin.contract import Contract, Operation
from bot.demo.standin.faults import Faults
from bot.demo.standin.journal import Journal
from bot.demo.standin.limits import Limits
from bot.demo.standin.pull_shapes import PullShapes
from bot.demo.standin.state import Account, Issue, Pull, Repository, State
from bot.demo.standin.webhooks import Sender

T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """The whole stand-in as its parts see it."""

    url: str
    data_dir: Path
    state: State
    shapes: PullShapes
    contract: Contract
    journal: Journal
    faults: Faults
    keys: AppKeys
    private_key_pem: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    limits: Limits
    sender: Sender

    @property
    def bot(self) -> Account:
        """The account that the App's writes carry."""
        return self.state.account(f"{self.shapes.app_slug}[bot]")


@dataclass(frozen=True)
class Call:
    """One REST call that has passed the contract and the permission check."""

    world: World
    operation: Operation
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    actor: Actor
    accept: str
    repo_or_none: Repository | None

    @property
    def state(self) -> State:
        """The stand-in's memory."""
        return self.world.state

    @property
    def shapes(self) -> PullShapes:
        """The builder of answers."""
        return self.world.shapes

    @property
    def repo(self) -> Repository:
        """The repository of the path."""
        if self.repo_or_none is None:
            raise not_found()
        return self.repo_or_none

    @property
    def author(self) -> Account:
        """The account that a write carries."""
        if self.actor.kind == "user" and self.actor.user is not None:
            return self.actor.user
        return self.world.bot

    @property
    def by_app(self) -> bool:
        """Whether the App writes."""
        return self.actor.kind == "installation"

    def number(self, name: str) -> int:
        """A numeric path parameter."""
        return int(self.params[name])

    def issue(self, name: str = "issue_number") -> Issue:
        """The issue (or issue side of the pull request) of the path."""
        issue = self.repo.issues.get(self.number(name))
        if issue is None:
            raise not_found()
        return issue

    def pull(self, name: str = "pull_number") -> Pull:
        """The pull request of the path."""
        pull = self.repo.pulls.get(self.number(name))
        if pull is None:
            raise not_found()
        return pull

    def page(self, items: Sequence[T]) -> tuple[Sequence[T], dict[str, str]]:
        """The asked page of a list, and the ``Link`` header that leads to the others."""
        size = max(1, min(int(self.query.get("per_page") or 30), 100))
        page = max(1, int(self.query.get("page") or 1))
        last = max(1, -(-len(items) // size))
        targets: dict[str, int] = {}
        if page > 1:
            targets |= {"prev": min(page - 1, last), "first": 1}
        if page < last:
            targets |= {"next": page + 1, "last": last}
        path = self.operation.template
        for name, value in self.params.items():
            path = path.replace(f"{{{name}}}", value)
        links = [
            f'<{self.shapes.api}{path}?{urlencode({**self.query, "page": number})}>; rel="{rel}"'
            for rel, number in targets.items()
        ]
        return items[(page - 1) * size : page * size], {"Link": ", ".join(links)} if links else {}

    def listed(self, items: Sequence[T], shape: Callable[[T], Any]) -> Answer:
        """A page of a plain list."""
        chosen, headers = self.page(items)
        return Answer(body=[shape(item) for item in chosen], headers=headers)

    def counted(self, name: str, items: Sequence[T], shape: Callable[[T], Any], **more: Any) -> Answer:
        """A page of a list that GitHub wraps with a count."""
        chosen, headers = self.page(items)
        body = {"total_count": len(items), name: [shape(item) for item in chosen], **more}
        return Answer(body=body, headers=headers)


Handler = Callable[[Call], Answer]
HANDLERS: dict[str, Handler] = {}


def handles(*operation_ids: str) -> Callable[[Handler], Handler]:
    """Register the handler of some operations."""

    def register(handler: Handler) -> Handler:
        for operation_id in operation_ids:
            HANDLERS[operation_id] = handler
        return handler

    return register


def handler_of(operation: Operation) -> Handler:
    """The handler of an operation of the slice."""
    handler = HANDLERS.get(operation.id)
    if handler is None:
        raise Refusal(501, f"the stand-in does not do {operation.id}")
    return handler
