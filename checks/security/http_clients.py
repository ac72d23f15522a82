"""Which calls send an HTTP request, and which expression chooses where to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_VERBS = "get|post|put|patch|delete|head|options|request|stream|send|fetch"
_PYTHON = re.compile(
    rf"^(?:(?:requests|httpx|niquests|curl_cffi\.requests)\.(?:{_VERBS})|requests\.(?:api|sessions)\.\w+"
    rf"|(?:requests\.(?:Session|session)|requests\.sessions\.Session|httpx\.(?:Async)?Client|aiohttp\.ClientSession|aiohttp\.client\.ClientSession|niquests\.\w+)\(\)\.(?:{_VERBS}|ws_connect)"
    r"|aiohttp\.request|urllib\.request\.(?:urlopen|urlretrieve|Request)|urllib2\.urlopen|urllib3\.(?:PoolManager\(\)\.)?(?:request|urlopen)"
    r"|http\.client\.HTTPS?Connection|tornado\.httpclient\.\w+\(\)\.fetch|pycurl\.\w+|treq\.\w+|feedparser\.parse|websockets\.connect)$"
)
_METHOD_FIRST = frozenset({"request", "stream"})
_NODE = re.compile(
    rf"^(?:fetch|globalThis\.fetch|window\.fetch|node-fetch(?:\.default)?|cross-fetch(?:\.fetch)?|isomorphic-fetch|undici\.(?:fetch|request|stream)|axios(?:\.(?:{_VERBS}|getUri))?"
    rf"|axios\.create\(\)(?:\.(?:{_VERBS}))?|got(?:\.\w+)?|ky(?:\.\w+)?|needle(?:\.\w+)?|superagent(?:\.\w+)?|request(?:\.\w+)?|request-promise(?:-native)?(?:\.\w+)?|bent\(\)|phin"
    rf"|(?:follow-redirects\.)?https?\.(?:get|request)|(?:@nestjs/axios\.)?HttpService\(\)\.(?:axiosRef\.)?(?:{_VERBS})|this\.(?:http|httpService|axios)\.(?:axiosRef\.)?(?:{_VERBS})"
    r"|(?:page|this\.page|.*newPage\(\))\.goto|open-graph-scraper|metascraper|link-preview-js\.getLinkPreview)$"
)
_GO = {
    "net/http.Get": 0,
    "net/http.Post": 0,
    "net/http.PostForm": 0,
    "net/http.Head": 0,
    "net/http.NewRequest": 1,
    "net/http.NewRequestWithContext": 2,
    "net/http.Client().Get": 0,
    "net/http.Client().Post": 0,
    "net/http.Client().PostForm": 0,
    "net/http.Client().Head": 0,
    "net/http.DefaultClient.Get": 0,
    "net/http.DefaultClient.Post": 0,
    "net/http/httputil.NewSingleHostReverseProxy": 0,
}
_RESTY = re.compile(
    r"^github\.com/go-resty/resty(?:/v\d+)?\.New\(\)\.R\(\)(?:\.\w+\(\))*\.(?:Get|Post|Put|Patch|Delete|Head)$"
)
_ADDRESS_MEMBERS = ("url", "uri", "host", "hostname", "baseURL", "baseUrl", "prefixUrl")


@dataclass(frozen=True, slots=True)
class Outbound:
    """One address of a request that is sent. ``whole`` is False for a bare host name."""

    call: m.Call
    address: m.Expr
    whole: bool = True


def outbound(flow: Flow) -> Iterator[Outbound]:
    """Every address that a call of a known HTTP client is given, in source order."""
    language = flow.module.language
    for call in flow.calls():
        if language == "python":
            yield from _python(flow, call)
        elif language == "go":
            yield from _go(flow, call)
        else:
            yield from _node(flow, call)


def _python(flow: Flow, call: m.Call) -> Iterator[Outbound]:
    name = flow.resolve(call.callee)
    if not _PYTHON.match(name):
        return
    method = last_name(call.callee)
    if name.startswith("http.client."):
        host = call.positional(0) or call.keyword("host")
        if host is not None:
            yield Outbound(call, host, whole=False)
        return
    position = 1 if method in _METHOD_FIRST else 0
    address = call.keyword("url") or call.positional(position)
    if address is not None:
        yield Outbound(call, address)


def _node(flow: Flow, call: m.Call) -> Iterator[Outbound]:
    name = flow.resolve(call.callee)
    if not _NODE.match(name):
        return
    first = call.positional(0)
    if first is None:
        return
    options = flow.definition(first)
    if isinstance(options, m.Mapping):
        yield from _members(call, options)
        return
    yield Outbound(call, first)
    second = call.positional(1)
    more = flow.definition(second) if second is not None else None
    if isinstance(more, m.Mapping):
        base = more.get("baseURL") or more.get("prefixUrl")
        if base is not None:
            yield Outbound(call, base)


def _members(call: m.Call, options: m.Mapping) -> Iterator[Outbound]:
    for member in _ADDRESS_MEMBERS:
        address = options.get(member)
        if address is not None:
            yield Outbound(call, address, whole=member not in ("host", "hostname"))


def _go(flow: Flow, call: m.Call) -> Iterator[Outbound]:
    name = flow.resolve(call.callee)
    position = _GO.get(name)
    if position is None and _RESTY.match(name):
        position = 0
    if position is None:
        return
    address = call.positional(position)
    if address is not None:
        yield Outbound(call, address)
