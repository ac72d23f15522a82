"""The list between receiver and dispatcher: a delivery goes in once, and leaves in the step that files its work."""

from __future__ import annotations

from redis import Redis

from bot.jobs.connection import PREFIX

INBOX = PREFIX + "inbox"
TAKEN = PREFIX + "inbox:taken"

REMEMBERED_S = 8 * 24 * 3600
"""How long a delivery id is known: GitHub redelivers for three days, GitHub Enterprise Server for seven."""

# KEYS: the delivery's mark, the inbox. ARGV: seconds to remember the mark, the event.
# One script, so that no crash can fall between marking and queueing. A delivery whose work failed may come again.
_ACCEPT = """
local mark = redis.call('GET', KEYS[1])
if mark and mark ~= 'failed' then return 0 end
redis.call('SET', KEYS[1], 'received', 'EX', ARGV[1])
redis.call('LPUSH', KEYS[2], ARGV[2])
return 1
"""


def delivery_key(delivery_id: str) -> str:
    """Where a delivery's mark lives: ``received``, ``done`` or ``failed``."""
    return f"{PREFIX}delivery:{delivery_id}"


class Inbox:
    """The receiver's side: one round trip to Redis a delivery."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._accept = redis.register_script(_ACCEPT)

    def accept(self, delivery_id: str, line: str) -> bool:
        """Mark and queue; False when this delivery is already known and nothing was queued."""
        return bool(self._accept(keys=[delivery_key(delivery_id), INBOX], args=[REMEMBERED_S, line]))
