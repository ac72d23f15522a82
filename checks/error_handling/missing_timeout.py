"""Network calls that can wait for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.error_handling import foreign_tools, go_timeouts, node_timeouts, waiting_calls
from checks.error_handling.global_limits import SOCKET, set_anywhere
from checks.error_handling.missing_timeout_examples import BAD, GOOD
from checks.error_handling.shared_sessions import on_unlimited_session
from checks.error_handling.waiting_calls import place
from checks.knowledge import known_call
from checks.report import Severity
from checks.rules import Defect, Rule, Site, Suggestion
from checks.syntax import model as m
from checks.views import FileView


@dataclass(frozen=True, slots=True)
class Blocking:
    """A call that waits without limit by default. ``position`` is where its timeout may stand unnamed."""

    pattern: re.Pattern[str]
    position: int | None = None
    seconds: int = 10


_PYTHON = (
    Blocking(re.compile(r"^requests\.(?:get|post|put|patch|delete|head|options|request)$")),
    Blocking(
        re.compile(
            r"^requests\.(?:sessions\.)?(?:Session|session)\(\)\.(?:get|post|put|patch|delete|head|options|request|send)$"
        )
    ),
    Blocking(re.compile(r"^urllib\.request\.urlopen$"), 2),
    Blocking(re.compile(r"^socket\.create_connection$"), 1),
    Blocking(re.compile(r"^smtplib\.SMTP$"), 3),
    Blocking(re.compile(r"^smtplib\.SMTP_SSL$"), 5),
    Blocking(re.compile(r"^http\.client\.HTTPS?Connection$"), 2),
    Blocking(re.compile(r"^ftplib\.FTP(?:_TLS)?$"), 4),
    Blocking(re.compile(r"^(?:poplib\.POP3(?:_SSL)?|imaplib\.IMAP4(?:_SSL)?|telnetlib\.Telnet)$"), 2),
    Blocking(re.compile(r"^(?:ldap3\.Connection|pysolr\.Solr|xmlrpc\.client\.ServerProxy)$")),
)
_SHARED = Blocking(re.compile(r"^requests\.Session\(\)\.\w+$"))
_SUBPROCESS = re.compile(r"^subprocess\.(?:run|call|check_call|check_output)$")
_UNBOUNDED_HTTPX = re.compile(
    r"^httpx\.(?:get|post|put|patch|delete|head|options|request|stream|Client|AsyncClient)$"
)


def check(view: FileView) -> Iterator[Site]:
    """Every call that waits on the network is a site."""
    if view.module is None or view.language == "tsx":
        return
    if view.language == "python":
        yield from _python(view)
    elif view.language in ("javascript", "typescript"):
        yield from node_timeouts.sites(view)
    elif view.language == "go":
        yield from go_timeouts.sites(view)
    else:
        yield from waiting_calls.sites(view)


def _python(view: FileView) -> Iterator[Site]:
    for call in view.flow.calls():
        name = view.flow.resolve(call.callee)
        blocking = next((b for b in _PYTHON if b.pattern.match(name)), None)
        if blocking is not None:
            yield view.site(place(call), _python_defect(view, call, name, blocking))
        elif _UNBOUNDED_HTTPX.match(name):
            given = call.keyword("timeout")
            off = given is not None and view.flow.constant(given) is None
            defect = (
                Defect("`timeout=None` switches off httpx's limit of 5 seconds: this can wait for ever.")
                if off
                else None
            )
            yield view.site(place(call), defect)
        elif name in ("aiohttp.ClientTimeout", "aiohttp.client.ClientTimeout"):
            yield view.site(place(call), _aiohttp_defect(view, call))
        elif _SUBPROCESS.match(name):
            defect = foreign_tools.defect(view, call)
            if defect is not None or call.keyword("timeout") is not None:
                yield view.site(place(call), defect)
        elif known_call(view.flow, call, "http") is not None:
            yield view.site(place(call))
        else:
            unlimited = on_unlimited_session(view.flow, call)
            if unlimited is not None:
                defect = _python_defect(view, call, name, _SHARED) if unlimited else None
                yield view.site(place(call), defect)


def _aiohttp_defect(view: FileView, call: m.Call) -> Defect | None:
    given = {a.name: a.value for a in call.args}
    if "total" not in given or view.flow.constant(given["total"]) is not None:
        return None
    if any(
        name in given and view.flow.constant(given[name]) is not None for name in ("sock_read", "connect")
    ):
        return None
    return Defect(
        "`ClientTimeout(total=None)` switches off aiohttp's limit of 5 minutes and sets none for reads: this can wait for ever.",
        fix="Give `total=` in seconds, or `sock_connect=` and `sock_read=` where answers may be long.",
    )


def _python_defect(view: FileView, call: m.Call, name: str, blocking: Blocking) -> Defect | None:
    if call.has_spread("**") or call.has_spread("*"):
        return None
    given = call.keyword("timeout")
    if given is None and blocking.position is not None:
        given = call.positional(blocking.position)
    if given is not None:
        if view.flow.constant(given) is not None:
            return None
        return Defect(f"`timeout=None` lets `{name}` wait for ever.", key="none")
    if _session_limited(view, call) or _global_limit(view, name):
        return None
    written = m.dotted(call.callee) or name
    return Defect(
        f"`{written}` has no timeout: when the other side stops answering, this waits for ever.",
        fix=f"Give a limit in seconds, for example `timeout={blocking.seconds}`.",
        suggestion=_timeout_suggestion(view, call, blocking.seconds),
    )


def _session_limited(view: FileView, call: m.Call) -> bool:
    """Whether the session was given to this code, carries an adapter of its own, or had its request wrapped."""
    callee = call.callee
    if not isinstance(callee, m.Attr) or "ession()." not in view.flow.resolve(callee):
        return False
    unlimited = on_unlimited_session(view.flow, call)
    if unlimited is not None:
        return not unlimited
    return True  # the session is given to this code


def _global_limit(view: FileView, name: str) -> bool:
    return not name.startswith("requests.") and set_anywhere(view, SOCKET)


def _timeout_suggestion(view: FileView, call: m.Call, seconds: int) -> Suggestion | None:
    """Add the argument where the call is one statement's only call and ends its line with one closing bracket."""
    first, last = view.lines[call.line - 1], view.lines[call.end_line - 1]
    if call.line != call.end_line or "#" in first or first.count("(") != first.count(")") or not call.args:
        return None
    assert view.module is not None
    source = view.module.text(call)
    if last.count(source) != 1 or not source.endswith(")") or source.endswith(",)"):
        return None
    changed = source[:-1] + f", timeout={seconds})"
    return Suggestion(call.line, call.end_line, first.replace(source, changed))


RULE = Rule(
    id="error-handling/missing-timeout",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Network call without a timeout",
    what="A network call that can block for ever: `requests` and `urlopen` without `timeout`, sockets and mail connections, `fetch` without"
    " a signal, axios and `http.request` without a limit, Go's `http.Get`, clients, servers and `net.Dial` without one. Java's `RestTemplate`, `HttpClient`, `URLConnection` and Apache clients, PHP's cURL and Guzzle, Rust's reqwest likewise. Programs that read what users send (`ffmpeg`, `convert`) or talk to the network (`curl`, `git fetch`) and run without `timeout`. Libraries with a finite default (httpx, aiohttp, got with limits) are fine.",
    why="One peer that accepts and then says nothing holds a worker each time, until none is left.",
    fix="Set a timeout on the call, the session or the client.",
    site="every such call",
    references=(
        "https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts",
        "https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen",
        "https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal/timeout_static",
        "https://axios-http.com/docs/req_config",
        "https://pkg.go.dev/net/http#Client",
    ),
    bad=BAD,
    good=GOOD,
)
