"""The stage: the GitHub stand-in and the real service, wired to each other, and the sample pull requests played on it."""

from __future__ import annotations

import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bot import clock
from bot.demo import building
from bot.demo.service import Service
from bot.demo.standin import Delivery, StandIn
from bot.demo.stories import SamplePull, SampleRepository, Samples
from bot.jobs import chores
from bot.jobs.events import Event, Kind
from bot.jobs.inbox import Inbox
from bot.ledger import Ledger
from bot.summary.week import Week, week_of

QUIET_LIMIT_S = 90.0
"""So long may no review arrive before the play is given up."""


class PlayError(RuntimeError):
    """The play cannot go on; the text says at which pull request and why."""


class NoStageError(ValueError):
    """The play cannot begin here; the text says how to mend it."""


@dataclass(slots=True)
class Scene:
    """How far one pull request's story has been told."""

    sample: SamplePull
    repo: str
    """Full name."""
    number: int = 0
    pushed: int = 0
    """Pushes delivered so far."""
    reviewed: int = 0
    """Reviews that have arrived."""
    label_told: bool = False
    """Whether GitHub has told of the agent's label."""
    ended: bool = False
    waiting_for: Delivery | None = None
    outcomes: list[str] = field(default_factory=list)
    """How the work of each delivery ended, in order."""

    @property
    def over(self) -> bool:
        """Whether everything was told and the service has dealt with it."""
        told = self.pushed == len(self.sample.pushes) and (self.ended or self.sample.ending is None)
        return told and self.waiting_for is None

    def __str__(self) -> str:
        return f"{self.repo}#{self.number}"


class Play:
    """Stand-in and service as a context manager; ``perform`` tells the samples, the other methods single events."""

    def __init__(
        self,
        data_dir: Path | None = None,
        *,
        port: int = 0,
        github_port: int = 0,
        workers: int = 2,
        now: datetime | None = None,
    ) -> None:
        for wanted in (port, github_port):
            _require_free(wanted)
        self._temporary = tempfile.TemporaryDirectory(prefix="evenhand-") if data_dir is None else None
        self.data_dir = Path(self._temporary.name) if self._temporary else Path(data_dir or ".").resolve()
        if data_dir is not None and self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise NoStageError(f"{self.data_dir} is not empty: choose a new directory for the demo's data")
        self.now = now or clock.now()
        self._port, self._github_port, self._workers = port, github_port, workers
        self.github = StandIn(self.data_dir / "github")
        self._service: Service | None = None
        self.scenes: tuple[Scene, ...] = ()
        self._repositories: dict[str, SampleRepository] = {}
        self._organisation = ""

    # -- life -----------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        try:
            self.github.start(port=self._github_port)
            settings = {**self.github.settings(), "EVENHAND_OPERATORS": "yuki-arai"}
            self._service = Service(
                self.data_dir / "service", settings, port=self._port, workers=self._workers
            )
            self._service.start()
            self.github.webhook_url = f"{self._service.url}/webhooks/github"
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._service is not None:
            self._service.stop()
        self.github.stop()
        if self._temporary is not None:
            self._temporary.cleanup()

    @property
    def service(self) -> Service:
        """The running service."""
        if self._service is None:
            raise PlayError("the play has not begun: use it as a context manager")
        return self._service

    def ledger(self) -> Ledger:
        """The service's database, opened; close it after use."""
        return Ledger(self.service.settings.database)

    # -- the samples ----------------------------------------------------------------------------------------------

    def prepare(self, samples: Samples, only: Iterable[str] = ()) -> tuple[Scene, ...]:
        """Build the repositories and install the App. ``only``: slugs of the pull requests to play."""
        wanted = set(only)
        building.build(self.github, samples, self.now)
        self._repositories = {repo.name: repo for repo in samples.repositories}
        org = self._organisation = samples.organisation
        self.scenes = tuple(
            Scene(pull, f"{org}/{pull.repo}") for pull in samples.pulls if not wanted or pull.slug in wanted
        )
        self.send(self.github.announce_installation(org, "created", sender="yuki-arai"))
        return self.scenes

    def perform(self, tell: Callable[[Scene], None] = lambda scene: None) -> None:
        """Tell every story to its end; each step waits for the review before it. ``tell`` hears of every change."""
        quiet_since = time.monotonic()
        while not all(scene.over for scene in self.scenes):
            moved = False
            for scene in self.scenes:
                if self._settled(scene) and self._step(scene):
                    moved = True
                    tell(scene)
            if moved:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > QUIET_LIMIT_S:
                late = ", ".join(str(scene) for scene in self.scenes if not scene.over)
                raise PlayError(
                    f"no review for {QUIET_LIMIT_S:.0f} seconds; still waited for: {late}; the service's last "
                    f"words:\n{self.service.last_words()}"
                )
            else:
                time.sleep(0.05)

    def _settled(self, scene: Scene) -> bool:
        """Whether the service has dealt with the last delivery; notes how."""
        return scene.waiting_for is None or self.service.outcome(scene.waiting_for.guid) is not None

    def _step(self, scene: Scene) -> bool:
        """Note what arrived, then tell the next event, if any. False when nothing was left."""
        arrived = scene.waiting_for is not None
        if scene.waiting_for is not None:
            scene.outcomes.append(self.service.outcome(scene.waiting_for.guid) or "")
            scene.reviewed = scene.pushed
            scene.waiting_for = None
        sample = scene.sample
        if scene.number == 0:
            scene.waiting_for = self.open(scene)
        elif not scene.label_told and (label := self.agent_label(scene)):
            scene.waiting_for = self.tell_label(scene, label)
        elif scene.pushed < len(sample.pushes):
            scene.waiting_for = self.push(scene)
        elif sample.ending is not None and not scene.ended:
            scene.waiting_for = self.close(scene)
        else:
            return arrived
        return True

    # -- single events --------------------------------------------------------------------------------------------

    def open(self, scene: Scene) -> Delivery:
        """Open a sample pull request."""
        sample = scene.sample
        pull = self.github.open_pull_request(
            scene.repo,
            sample.branch,
            "main",
            sample.title,
            sample.body,
            sample.author,
            created_at=sample.opened_at(self.now),
            labels=sample.labels,
            draft=sample.draft,
        )
        scene.number, scene.pushed = pull.number, 1
        return self.send(self.github.announce(scene.repo, pull.number, "opened"))

    def agent_label(self, scene: Scene) -> str:
        """The label that says which agent wrote a pull request; empty without one."""
        labels = self.github.pull(scene.repo, scene.number).issue.labels
        return next((label.name for label in labels if label.name.startswith("agent:")), "")

    def tell_label(self, scene: Scene, label: str) -> Delivery:
        """What GitHub sends to everyone, the App included, when the App puts a label on."""
        scene.label_told = True
        return self.send(
            self.github.announce_label(scene.repo, scene.number, label, sender=self.github.world.bot.login)
        )

    def push(self, scene: Scene) -> Delivery:
        """Push the next commit of a sample pull request."""
        git_dir = self.github.repository(scene.repo).git_dir
        sample = scene.sample
        building.push(git_dir, self._repositories[sample.repo], sample, scene.pushed, self.now)
        at = sample.at(self.now, sample.pushes[scene.pushed].after)
        before, after = self.github.synchronize(scene.repo, scene.number, at=at)
        scene.pushed += 1
        return self.send(
            self.github.announce(scene.repo, scene.number, "synchronize", before=before, after=after)
        )

    def close(self, scene: Scene) -> Delivery:
        """Merge or close a sample pull request, as its story says."""
        ending = scene.sample.ending
        if ending is None:
            raise PlayError(f"{scene}: its story leaves it open")
        at = scene.sample.at(self.now, ending.after)
        if ending.kind == "merged":
            self.github.merge(scene.repo, scene.number, by=ending.by, at=at)
        else:
            self.github.close(scene.repo, scene.number, by=ending.by, at=at)
        scene.ended = True
        return self.send(self.github.announce(scene.repo, scene.number, "closed", sender=ending.by))

    def send(self, delivery: Delivery) -> Delivery:
        """See that the receiver took a delivery. Raises PlayError."""
        if not delivery.accepted:
            raise PlayError(
                f"the receiver refused a {delivery.event} delivery ({delivery.status_code} {delivery.status}); the "
                f"service's last words:\n{self.service.last_words()}"
            )
        return delivery

    def wait(self, delivery: Delivery, limit_s: float = 60.0) -> str:
        """How the work of a delivery ended: ``done``, ``failed`` or ``late``."""
        return self.service.wait(self.send(delivery).guid, limit_s)

    @property
    def summary_week(self) -> Week:
        """The last whole week: the one that is summed up."""
        return week_of(self.now).back(1)

    def post_summary(self) -> None:
        """Have the service post the week's summary, as its scheduler does on Monday mornings. Raises PlayError."""
        unit = chores.unit_name("weekly-summary", f"{self._organisation}:{self.summary_week}")
        # Another identity than the scheduler's, which may have come round before all reviews were there.
        identity = f"{unit}@after-the-play"
        event = Event(Kind.CHORE, unit, identity, self.now.isoformat(), 0)
        Inbox(self.service.redis).accept(identity, event.to_json())
        outcome = self.service.wait(identity)
        if outcome != "done":
            words = self.service.last_words()
            raise PlayError(f"the summary was not posted ({outcome}); the service's last words:\n{words}")

    @property
    def summary_url(self) -> str:
        """Address of the issue with the week's summary; empty before it is posted."""
        ledger = self.ledger()
        try:
            posted = ledger.summary_issue(self._organisation, str(self.summary_week))
        finally:
            ledger.close()
        return posted.url if posted else ""

    def linger(self) -> None:
        """Stay until Ctrl-C. Raises ServiceError when the service ends by itself."""
        while True:
            self.service.outcome("")
            time.sleep(1)

    # -- the verdict ----------------------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """Whatever went wrong, in words; empty when every review arrived and GitHub's contract was kept."""
        found = []
        for scene in self.scenes:
            bad = Counter(outcome for outcome in scene.outcomes if outcome != "done")
            found += [f"{scene}: {count} of its deliveries {outcome}" for outcome, count in bad.items()]
            runs = self.github.check_runs(scene.repo)
            pull = self.github.pull(scene.repo, scene.number)
            if not any(run.head_sha == pull.head_sha and run.status == "completed" for run in runs):
                found.append(f"{scene}: no finished check-run on its head")
        found += [f"GitHub's contract was broken: {violation}" for violation in self.github.violations]
        return found


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NoStageError(
                f"port {port} cannot be used ({error.strerror}): choose another one"
            ) from error
