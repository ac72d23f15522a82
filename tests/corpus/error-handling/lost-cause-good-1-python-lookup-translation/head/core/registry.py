"""Names to handlers, plans to prices."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from uuid import UUID

Handler = Callable[[dict[str, object]], None]


class UnknownHandler(LookupError):
    """No handler has this name."""


class InvalidAmount(ValueError):
    """The text is no amount of money."""


class Registry:
    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}
        self._limits = {"free": 10, "team": 1000}

    def add(self, name: str, handler: Handler) -> None:
        self._handlers[name] = handler

    def get(self, name: str) -> Handler:
        try:
            return self._handlers[name]
        except KeyError:
            raise UnknownHandler(f"no handler is called {name!r}")

    def limit(self, plan: str) -> int:
        try:
            return self._limits[plan]
        except KeyError:
            raise ValueError(f"plan {plan!r} is none of {sorted(self._limits)}") from None

    def first(self, prefix: str) -> str:
        try:
            return next(name for name in self._handlers if name.startswith(prefix))
        except StopIteration:
            raise UnknownHandler(prefix)


def amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise InvalidAmount(f"{text!r} is no amount")


def identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(f"{text!r} is no UUID")


def backend(name: str) -> object:
    try:
        return importlib.import_module(f"core.backends.{name}")
    except ModuleNotFoundError:
        raise UnknownHandler(f"no backend is called {name!r}") from None
