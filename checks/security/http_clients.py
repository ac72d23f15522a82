"""Which calls send an HTTP request, and which expression chooses where to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.knowledge import known_call
from checks.security.options import option
from checks.syntax import model as m
from checks.syntax.flow import Flow

_ADDRESS_MEMBERS = ("url", "uri", "host", "hostname", "baseURL", "baseUrl", "prefixUrl")


@dataclass(frozen=True, slots=True)
class Outbound:
    """One address of a request that is sent. ``whole`` is False for a bare host name."""

    call: m.Call
    address: m.Expr
    whole: bool = True


def outbound(flow: Flow) -> Iterator[Outbound]:
    """Every address that a call of a known HTTP client is given, in source order."""
    for call in flow.calls():
        fact = known_call(flow, call, "http")
        address = None if fact is None else fact.given(call)
        if fact is None or address is None:
            continue
        options = flow.definition(address)
        if isinstance(options, m.Mapping):
            yield from _members(call, options)
            continue
        yield Outbound(call, address, whole=not fact.more.get("host"))
        base = option(flow, call, "baseURL") or option(flow, call, "prefixUrl")
        if base is not None:
            yield Outbound(call, base)


def _members(call: m.Call, options: m.Mapping) -> Iterator[Outbound]:
    for member in _ADDRESS_MEMBERS:
        address = options.get(member)
        if address is not None:
            yield Outbound(call, address, whole=member not in ("host", "hostname"))
