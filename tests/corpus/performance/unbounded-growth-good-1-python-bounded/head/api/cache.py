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


_weather: TTLCache[str, dict] = TTLCache(maxsize=2048, ttl=300)
_recent: deque[str] = deque(maxlen=100)
_rates: OrderedDict[str, float] = OrderedDict()
_MAX_RATES = 500
_handlers: dict[str, object] = {}
_last_seen: dict[str, float] = {}


def register(name: str):
    """Decorator that names a handler; runs at import."""

    def wrap(function):
        _handlers[name] = function
        return function

    return wrap


def weather_in(city: str) -> dict:
    if city not in _weather:
        _weather[city] = weather(city)
    _recent.append(city)
    return _weather[city]


def rate(pair: str) -> float:
    if pair in _rates:
        _rates.move_to_end(pair)
        return _rates[pair]
    _rates[pair] = rates(pair)
    if len(_rates) > _MAX_RATES:
        _rates.popitem(last=False)
    return _rates[pair]


def touch(user: str) -> None:
    now = time.monotonic()
    _last_seen[user] = now
    for name in [name for name, seen in _last_seen.items() if now - seen > 600]:
        del _last_seen[name]


@lru_cache(maxsize=1024)
def slug(title: str) -> str:
    return "-".join(title.lower().split())


@cache
def symbol(unit: Unit) -> str:
    return "°C" if unit is Unit.METRIC else "°F"


@cache
def settings() -> dict:
    return {"units": [unit.value for unit in Unit]}
