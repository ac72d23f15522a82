"""Any mix of deliveries, work and deaths ends with every pull request reviewed at its newest head."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rq import Queue
from rq.job import Job

from bot.jobs.connection import PREFIX
from bot.jobs.dispatcher import QUEUE, Dispatcher
from bot.jobs.inbox import INBOX, TAKEN
from bot.jobs.run import run


class World:
    """Does one random thing at a time to the service, and remembers the newest head of each pull request."""

    def __init__(self, service: Any, deliveries: Any, seed: int) -> None:
        self.service = service
        self.deliveries = deliveries
        self.random = random.Random(seed)
        self.newest: dict[int, str] = {}
        self.reviewed: dict[int, str] = {}
        self.clock = 0
        self.sent: list[Any] = []
        self.queue = Queue(QUEUE, connection=service.redis)
        self.working: set[int] = set()
        service.during = self.note

    def note(self, pull: Any, superseded: Any) -> None:
        assert pull.number not in self.working, "two reviews of one pull request at a time"
        self.working.add(pull.number)
        if self.random.random() < 0.2:
            self.push()
        self.working.discard(pull.number)
        self.reviewed[pull.number] = pull.head_sha

    def push(self) -> None:
        self.clock += 1
        number, head = self.random.randint(1, 4), f"{self.clock:040x}"
        before = self.newest.get(number, "")
        self.newest[number] = head
        delivery = self.deliveries.pull_request(
            "synchronize" if before else "opened",
            number=number,
            head=head,
            before=before,
            installation=1 + number % 2,
            updated=f"2026-11-02T10:{self.clock // 60:02}:{self.clock % 60:02}Z",
        )
        self.sent.append(delivery)
        self.service.send(delivery)

    def redeliver(self) -> None:
        if self.sent:
            self.service.send(self.random.choice(self.sent))

    def dispatch(self) -> None:
        self.service.dispatcher.step(wait_s=0.01)

    def work(self) -> None:
        name: Any = self.service.redis.lpop(self.queue.key)
        if name is not None:
            job = Job.fetch(name.decode(), connection=self.service.redis)
            run(*job.args)
            job.set_status("finished")

    def worker_dies_with_a_job_in_hand(self) -> None:
        name: Any = self.service.redis.lpop(self.queue.key)
        if name is not None and self.random.random() < 0.5:
            job = Job.fetch(name.decode(), connection=self.service.redis)
            job.set_status("started")
            self.service.backlog.begin(*job.args)

    def dispatcher_dies_with_a_delivery_in_hand(self) -> None:
        self.service.redis.lmove(INBOX, TAKEN, "RIGHT", "LEFT")
        self.another_dispatcher()

    def dispatcher_dies_after_admission(self) -> None:
        self.service.backlog.admit(2, 0.0)
        self.another_dispatcher()

    def another_dispatcher(self) -> None:
        self.service.redis.delete(f"{PREFIX}dispatcher")
        self.service.dispatcher = Dispatcher(self.service.redis)

    def time_passes(self) -> None:
        for key in self.service.redis.scan_iter(f"{PREFIX}lock:*"):
            self.service.redis.delete(key)
        waiting = self.service.redis.zrange(f"{PREFIX}waiting", 0, -1)
        for unit in waiting:
            self.service.redis.zadd(f"{PREFIX}waiting", {unit: 0})

    def settle(self) -> bool:
        for _ in range(200):
            self.time_passes()
            self.dispatch()
            self.work()
            sizes = self.service.backlog.sizes()
            if sizes.inbox + sizes.ready + sizes.waiting + sizes.out == 0:
                return True
        return False


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_and_the_newest_head_wins(service, deliveries, seed):
    world = World(service, deliveries, seed)
    acts = [
        world.push,
        world.push,
        world.redeliver,
        world.dispatch,
        world.work,
        world.work,
        world.worker_dies_with_a_job_in_hand,
        world.dispatcher_dies_with_a_delivery_in_hand,
        world.dispatcher_dies_after_admission,
        world.time_passes,
    ]
    for _ in range(60):
        world.random.choice(acts)()
    assert world.settle()
    assert world.reviewed == world.newest
    assert service.backlog.sizes().failures == 0
