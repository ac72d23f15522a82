"""Small caches in front of slow services."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from enum import Enum
from functools import cache, lru_cache

from cachetools import TTLCache

from api.clients import rates, weather


class Unit(Enum):
    METRIC = "metric"
    IMPERIAL = "imperial"
