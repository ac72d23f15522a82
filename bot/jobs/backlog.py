"""What is waiting to be done, kept in Redis: the truth that RQ only carries out.

A *unit* is what must never be worked on twice at a time: one pull request, one installation, one chore. Events gather
on it; a job takes all of them, and whatever arrives meanwhile makes the unit ready again. Each owner (installation) has
a list of ready units and owners take turns, so that no backlog delays another's first review.

Life of a unit::

    idle --event--> ready --admit--> out --finish--> idle (or ready, when events came meanwhile)
                      ^               |--postpone--> waiting --its time--> ready
                      |               '--fail------> idle, reason kept
                      '---- recover: the job was lost before it began

Every change of stage is one script, so a process may be killed between any two of them. A job holds a *ticket* (a number
that each admission raises) and a lock that expires; a job whose ticket is old changes nothing.

Keys (all under ``evenhand:``): ``unit:NAME`` hash {owner, stage, ticket, since, attempts, waits, why, facts, failure},
``unit:NAME:events`` list, ``ready:OWNER`` list, ``ring`` list of owners with ready units, ``waiting`` and ``out`` sorted sets
by time, ``lock:NAME``, ``units:OWNER`` set, ``failures`` list. The scripts compute key names, so Redis Cluster is not served.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from redis import Redis

from bot.jobs.connection import PREFIX
from bot.jobs.inbox import INBOX, REMEMBERED_S, TAKEN

LOCK_MS = 20_000
"""A job that shows no sign of life for so long is taken for dead."""
FORGET_S = 180 * 24 * 3600
"""How long an idle unit's facts are kept."""
KEPT_FAILURES = 1000
STAGES = ("ready", "waiting", "out")

_COMMON = f"""
local P = '{PREFIX}'
local function make_ready(unit)
  local owner = redis.call('HGET', P..'unit:'..unit, 'owner')
  redis.call('HSET', P..'unit:'..unit, 'stage', 'ready')
  if redis.call('RPUSH', P..'ready:'..owner, unit) == 1 then redis.call('RPUSH', P..'ring', owner) end
end
local function mark(ids, from, value)
  for i = from, #ids do redis.call('SET', P..'delivery:'..ids[i], value, 'EX', {REMEMBERED_S}) end
end
local function rest(unit)
  local hash = P..'unit:'..unit
  redis.call('ZREM', P..'out', unit)
  redis.call('DEL', P..'lock:'..unit)
  redis.call('EXPIRE', hash, {FORGET_S})
  if redis.call('LLEN', hash..':events') > 0 then make_ready(unit) return 1 end
  redis.call('HSET', hash, 'stage', 'idle')
  return 0
end
local function holds(unit, ticket)
  local hash = redis.call('HMGET', P..'unit:'..unit, 'ticket', 'stage')
  return hash[1] == ticket and hash[2] == 'out'
end
"""

# ARGV: the taken line, the slim line to keep, delivery id, then (unit, owner) pairs. Nothing to do: marked done at once.
# A unit that waits after a crash need not wait any longer: a new head may not crash. One that GitHub told to wait does.
_SETTLE = (
    _COMMON
    + f"""
if redis.call('LREM', '{TAKEN}', 1, ARGV[1]) == 0 then return 0 end
if #ARGV == 3 and ARGV[3] ~= '' then redis.call('SET', P..'delivery:'..ARGV[3], 'done', 'EX', {REMEMBERED_S}) end
for i = 4, #ARGV, 2 do
  local hash = P..'unit:'..ARGV[i]
  redis.call('RPUSH', hash..':events', ARGV[2])
  redis.call('HSET', hash, 'owner', ARGV[i+1])
  redis.call('PERSIST', hash)
  redis.call('SADD', P..'units:'..ARGV[i+1], ARGV[i])
  local stage = redis.call('HGET', hash, 'stage')
  if stage == 'waiting' and redis.call('HGET', hash, 'why') == 'attempts' then
    redis.call('ZREM', P..'waiting', ARGV[i])
    stage = 'idle'
  end
  if not stage or stage == 'idle' then make_ready(ARGV[i]) end
end
return 1
"""
)

# ARGV: how many may be out, the time. Answers (unit, ticket) or nothing.
_ADMIT = (
    _COMMON
    + """
if redis.call('ZCARD', P..'out') >= tonumber(ARGV[1]) then return nil end
while true do
  local owner = redis.call('LPOP', P..'ring')
  if not owner then return nil end
  local unit = redis.call('LPOP', P..'ready:'..owner)
  if redis.call('LLEN', P..'ready:'..owner) > 0 then redis.call('RPUSH', P..'ring', owner) end
  if unit then
    local hash = P..'unit:'..unit
    local ticket = redis.call('HINCRBY', hash, 'ticket', 1)
    redis.call('HSET', hash, 'stage', 'out', 'since', ARGV[2])
    redis.call('ZADD', P..'out', ARGV[2], unit)
    return {unit, ticket}
  end
end
"""
)

# ARGV: unit, ticket, milliseconds of the lock. Answers the hash and the events, or nothing when the ticket is old.
_BEGIN = (
    _COMMON
    + """
if not holds(ARGV[1], ARGV[2]) then return nil end
if not redis.call('SET', P..'lock:'..ARGV[1], ARGV[2], 'NX', 'PX', ARGV[3]) then return nil end
return {redis.call('HGETALL', P..'unit:'..ARGV[1]), redis.call('LRANGE', P..'unit:'..ARGV[1]..':events', 0, -1)}
"""
)

# ARGV: unit, ticket, milliseconds. Keeps the lock while the job lives.
_RENEW = (
    _COMMON
    + """
if redis.call('GET', P..'lock:'..ARGV[1]) ~= ARGV[2] or not holds(ARGV[1], ARGV[2]) then return 0 end
return redis.call('PEXPIRE', P..'lock:'..ARGV[1], ARGV[3])
"""
)

# ARGV: unit, ticket, events done, facts, then delivery ids. -1: the ticket is old; else whether more is waiting.
_FINISH = (
    _COMMON
    + """
if not holds(ARGV[1], ARGV[2]) then return -1 end
local hash = P..'unit:'..ARGV[1]
redis.call('LTRIM', hash..':events', ARGV[3], -1)
redis.call('HSET', hash, 'facts', ARGV[4], 'attempts', 0, 'waits', 0)
redis.call('HDEL', hash, 'failure')
mark(ARGV, 5, 'done')
return rest(ARGV[1])
"""
)

# ARGV: unit, ticket, when it may run again, which counter to raise, why.
_POSTPONE = (
    _COMMON
    + """
if not holds(ARGV[1], ARGV[2]) then return -1 end
local hash = P..'unit:'..ARGV[1]
redis.call('HSET', hash, 'stage', 'waiting', 'why', ARGV[4], 'failure', ARGV[5])
redis.call('HINCRBY', hash, ARGV[4], 1)
redis.call('ZREM', P..'out', ARGV[1])
redis.call('DEL', P..'lock:'..ARGV[1])
redis.call('ZADD', P..'waiting', ARGV[3], ARGV[1])
return 0
"""
)

# ARGV: unit, ticket, events given up, facts, why, a line for the list of failures, then delivery ids.
_FAIL = (
    _COMMON
    + f"""
if not holds(ARGV[1], ARGV[2]) then return -1 end
local hash = P..'unit:'..ARGV[1]
redis.call('LTRIM', hash..':events', ARGV[3], -1)
redis.call('HSET', hash, 'facts', ARGV[4], 'failure', ARGV[5], 'attempts', 0, 'waits', 0)
redis.call('LPUSH', P..'failures', ARGV[6])
redis.call('LTRIM', P..'failures', 0, {KEPT_FAILURES - 1})
mark(ARGV, 7, 'failed')
return rest(ARGV[1])
"""
)

# ARGV: unit, ticket. The job was lost before it began: back to the queue, no attempt counted.
_RECOVER = (
    _COMMON
    + """
if not holds(ARGV[1], ARGV[2]) or redis.call('EXISTS', P..'lock:'..ARGV[1]) == 1 then return -1 end
return rest(ARGV[1])
"""
)

# ARGV: the time. Units whose wait is over become ready.
_PROMOTE = (
    _COMMON
    + """
local due = redis.call('ZRANGEBYSCORE', P..'waiting', '-inf', ARGV[1], 'LIMIT', 0, 100)
for _, unit in ipairs(due) do
  redis.call('ZREM', P..'waiting', unit)
  make_ready(unit)
end
return #due
"""
)

# ARGV: owner, the unit that asks. Drops what is known of an owner's units; one that is being worked on keeps its lock
# and finds its ticket gone.
_FORGET = (
    _COMMON
    + """
local units = redis.call('SMEMBERS', P..'units:'..ARGV[1])
local kept = 0
for _, unit in ipairs(units) do
  if unit ~= ARGV[2] then
    redis.call('ZREM', P..'out', unit)
    redis.call('ZREM', P..'waiting', unit)
    redis.call('LREM', P..'ready:'..ARGV[1], 0, unit)
    redis.call('DEL', P..'unit:'..unit, P..'unit:'..unit..':events')
    redis.call('SREM', P..'units:'..ARGV[1], unit)
    kept = kept + 1
  end
end
if redis.call('LLEN', P..'ready:'..ARGV[1]) == 0 then redis.call('LREM', P..'ring', 0, ARGV[1]) end
return kept
"""
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A unit that a job holds: its ticket, what earlier jobs left, and the events to work on."""

    unit: str
    ticket: int
    attempts: int
    waits: int
    facts: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Out:
    """A unit handed to RQ, as the dispatcher sees it."""

    unit: str
    ticket: int
    locked: bool


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is where, for metrics and readiness."""

    inbox: int
    ready: int
    waiting: int
    out: int
    failures: int


class Backlog:
    """The scripts, with types. Times are seconds since the epoch."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self._settle = redis.register_script(_SETTLE)
        self._admit = redis.register_script(_ADMIT)
        self._begin = redis.register_script(_BEGIN)
        self._renew = redis.register_script(_RENEW)
        self._finish = redis.register_script(_FINISH)
        self._postpone = redis.register_script(_POSTPONE)
        self._fail = redis.register_script(_FAIL)
        self._recover = redis.register_script(_RECOVER)
        self._promote = redis.register_script(_PROMOTE)
        self._forget = redis.register_script(_FORGET)

    def settle(self, taken: bytes, line: str, delivery_id: str, units: Sequence[tuple[str, str]]) -> bool:
        """File a taken delivery under its (unit, owner) pairs; False when another dispatcher already did."""
        flat = [part for pair in units for part in pair]
        return bool(self._settle(args=[taken, line, delivery_id, *flat]))

    def admit(self, limit: int, at: float) -> tuple[str, int] | None:
        """Let the next unit out, owners in turn, unless ``limit`` are out already."""
        answer: Any = self._admit(args=[limit, at])
        return None if answer is None else (answer[0].decode(), int(answer[1]))

    def begin(self, unit: str, ticket: int) -> Taken | None:
        """Take the lock; None when another job has the unit or the ticket is old."""
        answer: Any = self._begin(args=[unit, ticket, LOCK_MS])
        if answer is None:
            return None
        flat = [part.decode() for part in answer[0]]
        known = dict(zip(flat[::2], flat[1::2], strict=True))
        return Taken(
            unit=unit,
            ticket=ticket,
            attempts=int(known.get("attempts", 0)),
            waits=int(known.get("waits", 0)),
            facts=known.get("facts", ""),
            events=tuple(line.decode() for line in answer[1]),
        )

    def renew(self, taken: Taken) -> bool:
        """Show a sign of life; False when the unit was given to another job."""
        return bool(self._renew(args=[taken.unit, taken.ticket, LOCK_MS]))

    def events(self, unit: str) -> tuple[str, ...]:
        """All events on the unit now, those that came after ``begin`` last."""
        lines: Any = self.redis.lrange(f"{PREFIX}unit:{unit}:events", 0, -1)
        return tuple(line.decode() for line in lines)

    def facts(self, unit: str) -> str:
        """What the last job left."""
        value: Any = self.redis.hget(f"{PREFIX}unit:{unit}", "facts")
        return "" if value is None else value.decode()

    def finish(self, taken: Taken, facts: str, delivery_ids: Iterable[str]) -> bool:
        """Done: keep the facts, drop the events worked on. False when the ticket was old and nothing changed."""
        ids = [one for one in delivery_ids if one]
        return int(self._finish(args=[taken.unit, taken.ticket, len(taken.events), facts, *ids])) >= 0

    def postpone(self, unit: str, ticket: int, at: float, reason: str, *, crashed: bool) -> bool:
        """Run again at ``at`` with the same events."""
        counter = "attempts" if crashed else "waits"
        return int(self._postpone(args=[unit, ticket, at, counter, reason])) >= 0

    def fail(self, taken: Taken, facts: str, reason: str, line: str, delivery_ids: Iterable[str]) -> bool:
        """Give these events up, and let their deliveries come again."""
        ids = [one for one in delivery_ids if one]
        count = len(taken.events)
        return int(self._fail(args=[taken.unit, taken.ticket, count, facts, reason, line, *ids])) >= 0

    def recover(self, unit: str, ticket: int) -> bool:
        """Back to the queue: its job was lost before it began."""
        return int(self._recover(args=[unit, ticket])) >= 0

    def promote(self, at: float) -> int:
        """Make units ready whose wait is over."""
        return int(self._promote(args=[at]))

    def forget(self, owner: str, but: str) -> int:
        """Drop an owner's units (an uninstalled App), but for the one that does it."""
        return int(self._forget(args=[owner, but]))

    def peek(self, unit: str, ticket: int) -> Taken:
        """What a dead job left, for the dispatcher to judge."""
        known: Any = self.redis.hmget(f"{PREFIX}unit:{unit}", "attempts", "waits")
        return Taken(
            unit, ticket, int(known[0] or 0), int(known[1] or 0), self.facts(unit), self.events(unit)
        )

    def out(self) -> list[Out]:
        """All units handed to RQ."""
        names: Any = self.redis.zrange(f"{PREFIX}out", 0, -1)
        if not names:
            return []
        pipe = self.redis.pipeline(transaction=False)
        for name in names:
            pipe.hget(f"{PREFIX}unit:{name.decode()}", "ticket")
            pipe.exists(f"{PREFIX}lock:{name.decode()}")
        answers = pipe.execute()
        return [
            Out(name.decode(), int(ticket or 0), bool(locked))
            for name, ticket, locked in zip(names, answers[::2], answers[1::2], strict=True)
        ]

    def sizes(self) -> Sizes:
        """Counts of everything that waits."""
        pipe = self.redis.pipeline(transaction=False)
        pipe.llen(INBOX)
        pipe.llen(TAKEN)
        pipe.zcard(f"{PREFIX}waiting")
        pipe.zcard(f"{PREFIX}out")
        pipe.llen(f"{PREFIX}failures")
        pipe.lrange(f"{PREFIX}ring", 0, -1)
        inbox, taken, waiting, out, failures, ring = pipe.execute()
        pipe = self.redis.pipeline(transaction=False)
        for owner in ring:
            pipe.llen(f"{PREFIX}ready:{owner.decode()}")
        return Sizes(inbox + taken, sum(pipe.execute()), waiting, out, failures)
