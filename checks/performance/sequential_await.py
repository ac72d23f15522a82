"""Awaits that run one after the other though none needs the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.loops import Pace, Repetition, mentions, pace, repetitions
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_READS = re.compile(
    r"^(?:get|fetch|load|read|download|head|lookup|resolve|retrieve|describe|stat|scrape|find|list|search|translate|geocode|embed|summari[sz]e|enrich|render|axios|request|upload|put|generate|convert|transform|resize|compress|transcode|classify|predict|analy[sz]e|toBuffer|toFile)(?=$|[_A-Z])"
)
_ONE_AT_A_TIME = re.compile(
    r"\b(?:sleep|delay|throttl\w*|rate_?limit\w*|limiter|semaphore|sem|lock|mutex|wait_for|setTimeout|backoff|p_?limit|acquire|pause|debounce|sequential\w*|(?:run|sent|send|process\w*|appl\w+|execut\w*|strictly) in order|one by one|one at a time)\b"
    r"|no-await-in-loop",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?:^|[._])(?:tx|trx|txn|transaction|session|conn|connection|cursor|cur|db|database|pool|prisma|knex|page|browser|driver|reader|writer|stream|ws|socket|websocket|file|handle|queue|channel|lock|repo|repository|model|redis|pipe|manager|em|objects|client_session|bot|process|stdin|iterator|it|iter|\w*runner)(?:\(\))?(?:\.|$)",
    re.IGNORECASE,
)


def check(view: FileView) -> Iterator[Site]:
    """Every await in a loop over items is a site."""
    if view.module is None:
        return
    flow = view.flow
    for node in view.module.every(m.Await):
        again = next(iter(repetitions(node)), None)
        if again is None or isinstance(again.node, m.Call) or pace(flow, again) is not Pace.EACH:
            continue
        if isinstance(again.node, m.Loop) and again.node.is_async:
            continue
        statement = m.statement_of(node)
        where = statement if statement.line == node.line and isinstance(again.node, m.Loop) else node
        yield view.site(where, _defect(view, flow, node, again))


def _defect(view: FileView, flow: Flow, node: m.Await, again: Repetition) -> Defect | None:
    call = node.value
    if not isinstance(call, m.Call):
        return None
    path = m.dotted(call.callee)
    if not path or not _READS.match(path.rpartition(".")[2]) or _SHARED.search(path.rpartition(".")[0] + "."):
        return None
    if isinstance(node.parent, m.ExprStmt):
        return None  # done for its effect: the order may matter
    if re.match(r"^(?:this|self)\.(?!fetch|download|load)\w+$", path):
        return None  # may share the object's own connection
    if any(_SHARED.search(m.dotted(a.value)) for a in call.args):
        return None
    if not any(mentions(a.value, again.names) for c in _chain(call) for a in c.args):
        return None
    function = m.enclosing(again.node, m.Function)
    around = view.lines[max(0, again.node.line - 3) : again.node.end_line]
    if _ONE_AT_A_TIME.search("\n".join(around)) or (
        function is not None and _ONE_AT_A_TIME.search(m.function_name(function))
    ):
        return None
    if isinstance(again.node, m.Loop) and not _independent(again.node, call):
        return None
    gather = "`asyncio.gather` or a `TaskGroup`" if view.language == "python" else "`Promise.all` over `map`"
    return Defect(
        f"`{path}` is awaited once for each `{again.item}` before the next one starts, though none needs the one before.",
        fix=f"Start them together with {gather}; put a limit on how many run at once where there may be many.",
    )


def _chain(call: m.Call) -> list[m.Call]:
    """``sharp(file).resize(320).toBuffer()``: all calls of a chain."""
    calls = [call]
    while isinstance(calls[-1].callee, m.Attr) and isinstance(calls[-1].callee.base, m.Call):
        calls.append(calls[-1].callee.base)
    return calls


def _independent(loop: m.Loop, call: m.Call) -> bool:
    """Whether a turn neither ends the loop, nor hands anything to the next one that the call reads, nor awaits anything else."""
    outside: set[str] = set()
    for node in loop.body.walk_scope():
        if isinstance(node, (m.Return, m.Raise, m.Yield)) or (
            isinstance(node, m.Jump) and node.kind == "break"
        ):
            return False
        if isinstance(node, m.Await) and node.value is not call:
            other = m.dotted(node.value.callee) if isinstance(node.value, m.Call) else ""
            if other.rpartition(".")[2] not in ("json", "text", "arrayBuffer", "blob", "buffer", "read"):
                return False
        if isinstance(node, m.Assign) and not node.declares:
            for target in node.targets:
                if isinstance(target, m.Name) and (node.op != "=" or node.end >= call.start):
                    outside.add(target.id)
    return not mentions(call, frozenset(outside))


RULE = Rule(
    id="performance/sequential-await",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript"),
    title="Independent awaits one after the other",
    what="A loop that awaits one read after the other - requests, files - though no turn needs what another one found. Loops that stop"
    " early, pace themselves, share a connection or carry something on are fine.",
    why="The waiting times add up: twenty requests of 200 ms take four seconds instead of a fifth of one.",
    fix="Start the reads together and await them all, with a limit on how many run at once.",
    local=True,
    site="every await in a loop over items",
    yields_to=("performance/query-in-loop",),
    references=(
        "https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently",
        "https://eslint.org/docs/latest/rules/no-await-in-loop",
    ),
    bad=(
        Example(
            {
                "app/prices.py": """\
async def prices(client, symbols):
    found = {}
    for symbol in symbols:
        found[symbol] = await client.fetch_price(symbol)  # <-- here
    return found


async def pages(reader, urls):
    return [await download(url) for url in urls]  # <-- here
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/prices.ts": """\
export async function prices(symbols: string[]) {
  const found: Price[] = [];
  for (const symbol of symbols) {
    const price = await quotes.fetchPrice(symbol);  // <-- here
    found.push(price);
  }
  return found;
}
"""
            },
            sites=1,
        ),
    ),
    good=(
        Example(
            {
                "app/prices.py": """\
import asyncio


async def prices(client, symbols):
    return await asyncio.gather(*(client.fetch_price(s) for s in symbols))


async def paced(client, symbols):
    for symbol in symbols:
        await client.fetch_price(symbol)
        await asyncio.sleep(0.2)


async def chain(client, steps):
    state = None
    for step in steps:
        state = await client.fetch_next(step, state)
    return state


async def first(client, mirrors):
    for mirror in mirrors:
        found = await client.fetch(mirror)
        if found:
            return found


async def rows(session, ids):
    return [await session.get(User, i) for i in ids]
"""
            },
        ),
        Example(
            {
                "src/prices.ts": """\
export const prices = (symbols: string[]) => Promise.all(symbols.map((s) => quotes.fetchPrice(s)));

export async function publish(messages: Message[]) {
  for (const message of messages) {
    await bus.publish(message);
  }
}

export async function pages() {
  let next: string | undefined = '/orders';
  while (next) {
    const page = await api.get(next);
    next = page.next;
  }
}
"""
            },
        ),
    ),
)
