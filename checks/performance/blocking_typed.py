"""Blocking calls in C# async methods, Kotlin coroutines and reactive Java."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.blocking import Blocking
from checks.syntax import model as m
from checks.syntax.flow import Flow


@dataclass(frozen=True, slots=True)
class Place:
    """A call (or ``.Result``) in async code. ``blocking`` is None where it is the counterpart that does not block."""

    node: m.Expr
    function: m.Function
    blocking: Blocking | None


_AWAIT = "Await the call."
_FILES_OF_ITS_OWN = re.compile(
    r"config|settings|appsettings|template|\.json\"|\.ya?ml|\.pem|cert|version", re.I
)
_QUICK = {
    "csharp": re.compile(r"\basync\b|Controller\b"),
    "kotlin": re.compile(r"\bsuspend\b|\bMono<|\bFlux<|io\.ktor"),
    "java": re.compile(r"\b(?:Mono|Flux|Uni|Multi)<"),
}


def typed_places(flow: Flow) -> Iterator[Place]:
    """Every place of the file that blocks in async code, and every counterpart."""
    language = flow.module.language
    if language not in _QUICK or not _QUICK[language].search(flow.module.text(flow.module)):
        return
    if language == "csharp":
        yield from _csharp(flow)
        return
    for call in flow.calls():
        last = _last(call)
        function = _suspending(flow, call) if language == "kotlin" else None
        if function is not None:
            if last in ("delay", "withContext", "awaitSingle", "awaitSingleOrNull", "runInterruptible"):
                yield Place(call, function, None)
                continue
            found = _thread_call(flow, call, last) or _coroutine(call, last) or _whole_file(flow, call, last)
        else:
            function = _reactive(flow, call)
            if function is None:
                continue
            if last in ("subscribeOn", "publishOn", "delayElement", "runSubscriptionOn"):
                yield Place(call, function, None)
                continue
            found = _thread_call(flow, call, last) or _reactor(flow, call, last)
        if found is not None:
            yield Place(call, function, found)


def _last(call: m.Call) -> str:
    callee = call.callee
    return callee.id if isinstance(callee, m.Name) else callee.name if isinstance(callee, m.Attr) else ""


# --- C# -----------------------------------------------------------------------------------------------------

_LINQ = frozenset({"Select", "SelectMany", "Where", "ForEach", "Any", "All", "First", "FirstOrDefault", "ToDictionary", "OrderBy", "Count", "Sum"})  # fmt: skip
_EF = re.compile(
    r"^(?:this\.)?(?:_?db|_context|_?dbContext|_\w+DbContext)"
    r"\.(?!Request|Response|User\b|Items\b|Features|Connection|Session\b|HttpContext|ChangeTracker|Model\b)[A-Z]"
)
_EF_ENDS = frozenset({"ToList", "ToArray", "First", "FirstOrDefault", "Single", "SingleOrDefault", "ToDictionary", "SaveChanges"})  # fmt: skip
_COMMAND = frozenset({"ExecuteNonQuery", "ExecuteReader", "ExecuteScalar"})
_CS_FILE = re.compile(r"^(?:System\.IO\.)?File\.(?:ReadAll|WriteAll|AppendAll)(?:Text|Bytes|Lines)$")


def _csharp(flow: Flow) -> Iterator[Place]:
    for attr in flow.module.every(m.Attr):
        if attr.name == "Result" and not (isinstance(attr.parent, m.Call) and attr.parent.callee is attr):
            function = _async_method(flow, attr, controllers=True)
            if function is not None and _task(flow, attr.base, function):
                yield Place(attr, function, Blocking(_shown(flow, attr), "waits for a task", _AWAIT))
    for call in flow.calls():
        last = _last(call)
        callee = call.callee
        if isinstance(call.parent, m.Await):
            function = _async_method(flow, call)
            if function is not None and (last.endswith("Async") or last in ("Delay", "Run", "WhenAll")):
                yield Place(call, function, None)
            continue
        if not isinstance(callee, m.Attr):
            continue
        dotted = m.dotted(callee)
        waits = (last == "Wait" and _task_base(flow, callee.base, call)) or (
            last == "GetResult" and isinstance(callee.base, m.Call) and _last(callee.base) == "GetAwaiter"
        )
        function = _async_method(flow, call, controllers=bool(waits))
        if function is None:
            continue
        found: Blocking | None = None
        if waits:
            found = Blocking(_shown(flow, call), "waits for a task", _AWAIT)
        elif dotted in ("Thread.Sleep", "System.Threading.Thread.Sleep"):
            found = Blocking("Thread.Sleep", "sleeps", "Use `await Task.Delay(...)`.")
        elif dotted in ("Task.WaitAll", "Task.WaitAny"):
            found = Blocking(dotted, "waits for tasks", f"Use `await {dotted.replace('Wait', 'When')}(...)`.")
        elif last == "WaitForExit":
            found = Blocking(
                dotted, "waits for another process", "Use `await process.WaitForExitAsync(...)`."
            )
        elif last in _COMMAND or (last in _EF_ENDS and _EF.match(dotted) and "Local" not in dotted) or (last == "SaveChanges" and not call.args):  # fmt: skip
            found = Blocking(_shorter(dotted), "waits for the database", f"Use `await ...{last}Async(...)`.")
        elif _CS_FILE.match(dotted) and not _FILES_OF_ITS_OWN.search(flow.module.text(call)):
            found = Blocking(dotted, "waits for the disk", f"Use `await {dotted}Async(...)`.")
        if found is not None:
            yield Place(call, function, found)


def _async_method(flow: Flow, node: m.Node, controllers: bool = False) -> m.Function | None:
    """The async method whose own code this is; with ``controllers`` also a plain action of a controller."""
    function = m.enclosing(node, m.Function)
    if function is None or node.start < function.body.start:
        return None
    if function.is_async:
        return function
    if not function.name:
        arg = function.parent
        outer = arg.parent if isinstance(arg, m.Arg) else None
        if isinstance(outer, m.Call) and _last(outer) in _LINQ:
            return _async_method(flow, outer, controllers)
        return None
    owner = m.enclosing(function, m.Class)
    if controllers and owner is not None and owner.name.endswith("Controller") and function.name not in (owner.name, "Dispose"):  # fmt: skip
        return function
    return None


def _task(flow: Flow, base: m.Expr, function: m.Function) -> bool:
    """Whether ``base`` is certainly a task that nobody has awaited before."""
    if isinstance(base, m.Call):
        return _last(base).endswith("Async") or m.dotted(base.callee) in ("Task.Run", "Task.Factory.StartNew")
    if isinstance(base, m.Name):
        made = flow.definition(base)
        if isinstance(made, m.Call) and _last(made).endswith("Async"):
            text = flow.module.text(function)
            name = re.escape(base.id)
            return not re.search(
                rf"When(?:All|Any)\s*\(|await\s+{name}\b|{name}\.Is(?:Completed|Faulted)", text
            )
    return False


def _task_base(flow: Flow, base: m.Expr, call: m.Call) -> bool:
    function = m.enclosing(call, m.Function)
    return function is not None and _task(flow, base, function)


def _shown(flow: Flow, node: m.Node) -> str:
    text = " ".join(flow.module.text(node).split())
    return re.sub(r"\((?:[^()]|\([^()]*\))+\)", "(...)", text)


def _shorter(dotted: str) -> str:
    return dotted if len(dotted) <= 60 else dotted[:25] + "..." + dotted[-30:]


# --- Kotlin -------------------------------------------------------------------------------------------------

_TRANSPARENT = frozenset(
    {
        "use", "repeat", "map", "mapNotNull", "flatMap", "forEach", "filter", "let", "also", "apply", "run", "with", "runCatching", "associate",
        "associateWith", "coroutineScope", "supervisorScope", "onEach", "takeIf", "fold", "getOrPut", "withTimeout", "withTimeoutOrNull", "buildList",
        "onFailure", "onSuccess", "recover", "getOrElse", "forEachIndexed", "any", "all", "first", "firstOrNull",
    }
)  # fmt: skip
_ROUTE = frozenset({"get", "post", "put", "delete", "patch", "head", "options"})


_DISPATCHING = frozenset({"withContext", "launch", "async", "runInterruptible"})


def _suspending(flow: Flow, node: m.Node) -> m.Function | None:
    """The suspend function (or Ktor route) on whose own thread this runs."""
    function = m.enclosing(node, m.Function)
    if function is None or node.start < function.body.start:
        return None
    if function.is_async:
        return None if _elsewhere(flow, function) else function
    if function.name:
        return None
    arg = function.parent
    outer = arg.parent if isinstance(arg, m.Arg) else None
    if not isinstance(outer, m.Call):
        return None
    last = _last(outer)
    bare = isinstance(outer.callee, m.Name)
    if last in _TRANSPARENT or (bare and last in ("launch", "async") and len(outer.args) == 1):
        return _suspending(flow, outer)
    if last == "runBlocking":
        return None
    if bare and last in _ROUTE and any(i.module.startswith("io.ktor") for i in flow.imports()):
        return function
    return None


def _elsewhere(flow: Flow, function: m.Function) -> bool:
    """Whether the body starts by changing the dispatcher for everything, or all calls of this function do so around it."""
    if re.search(r"\bprivate\s+(?:\w+\s+)*suspend\b", flow.module.text(function).split("{")[0]):
        calls = flow.calls_named(function.name)
        return bool(calls) and all(_dispatched(flow, c) for c in calls)
    return False


def _dispatched(flow: Flow, call: m.Call) -> bool:
    for outer in call.ancestors():
        if not isinstance(outer, m.Call) or _last(outer) not in _DISPATCHING:
            continue
        if re.search(r"\bIO\b|[dD]ispatcher|Executor", flow.module.text(outer).split("{")[0]):
            return True
    return False


def _coroutine(call: m.Call, last: str) -> Blocking | None:
    if last == "runBlocking" and isinstance(call.callee, m.Name):
        return Blocking("runBlocking", "holds its thread until the coroutine is done", "Call the suspend function directly, or use `coroutineScope { ... }`.")  # fmt: skip
    io = "Run it in `withContext(Dispatchers.IO) { ... }`."
    callee = call.callee
    if last in ("executeQuery", "executeUpdate", "executeBatch"):
        return Blocking(last, "waits for the database", io)
    if isinstance(callee, m.Attr) and isinstance(callee.base, m.Call):
        before = _last(callee.base)
        if last == "execute" and before == "newCall":
            return Blocking("newCall(...).execute", "waits for the network", io)
        if last in ("readText", "readBytes", "openStream") and before == "URL":
            return Blocking(f"URL(...).{last}", "waits for the network", io)
        if last in ("block", "blockFirst", "blockLast") and before.startswith(("bodyTo", "retrieve", "then", "next", "collect")):  # fmt: skip
            return Blocking(last, "waits for the reactive chain", "Use `awaitSingle()` or `awaitBody()`.")
    return None


def _whole_file(flow: Flow, call: m.Call, last: str) -> Blocking | None:
    """``File(path).readText()`` of a file that the caller names."""
    callee = call.callee
    if last not in ("readText", "readBytes", "readLines", "writeText", "writeBytes") or not isinstance(
        callee, m.Attr
    ):
        return None
    made = callee.base
    if (
        not isinstance(made, m.Call)
        or _last(made) != "File"
        or _FILES_OF_ITS_OWN.search(flow.module.text(made))
    ):
        return None
    if all(isinstance(a.value, m.Literal) for a in made.args):
        return None
    return Blocking(
        f"File(...).{last}", "waits for the disk", "Run it in `withContext(Dispatchers.IO) { ... }`."
    )


# --- reactive Java ------------------------------------------------------------------------------------------

_REACTIVE = re.compile(r"^(?:reactor\.core\.publisher\.)?(?:Mono|Flux|Uni|Multi)<")
_MOVED = re.compile(r"boundedElastic|[sS]chedulers?\b|subscribeOn|publishOn|runSubscriptionOn|executeBlocking|@Blocking|newVirtualThread")  # fmt: skip
_JAVA_FILES = frozenset(
    {"Files.readAllBytes", "Files.readString", "Files.readAllLines", "Files.write", "Files.writeString"}
)


def _reactive(flow: Flow, node: m.Node) -> m.Function | None:
    """The method that gives back a Mono or Flux, in whose body or chain the call stands."""
    function = m.enclosing(node, m.Function)
    while function is not None and not function.name:
        function = m.enclosing(function, m.Function)
    if function is None or not _REACTIVE.match(function.returns.strip()) or node.start < function.body.start:
        return None
    return (
        None
        if _MOVED.search(flow.module.text(function)) and _last_of(node) not in ("subscribeOn", "publishOn")
        else function
    )


def _last_of(node: m.Node) -> str:
    return _last(node) if isinstance(node, m.Call) else ""


def _thread_call(flow: Flow, call: m.Call, last: str) -> Blocking | None:
    dotted = m.dotted(call.callee)
    if dotted in (
        "Thread.sleep",
        "TimeUnit.SECONDS.sleep",
        "TimeUnit.MILLISECONDS.sleep",
        "java.lang.Thread.sleep",
    ):
        kotlin = flow.module.language == "kotlin"
        return Blocking(
            dotted,
            "sleeps",
            "Use `delay(...)`." if kotlin else "Use `Mono.delay(...)` or `delayElement(...)`.",
        )
    if re.search(
        r"(?:^|\.)(?:restTemplate|jdbcTemplate|namedParameterJdbcTemplate|namedJdbc|jdbc)$",
        dotted.rpartition(".")[0],
    ) and re.match(r"(?:getFor|postFor|exchange|put|delete|query|update|batchUpdate|execute)", last):
        network = "estTemplate" in dotted
        return Blocking(
            dotted,
            "waits for the network" if network else "waits for the database",
            "Run it in `withContext(Dispatchers.IO) { ... }`."
            if flow.module.language == "kotlin"
            else (
                "Use `WebClient`."
                if network
                else "Use R2DBC, or `Mono.fromCallable(...)` on `Schedulers.boundedElastic()`."
            ),
        )
    return None


def _reactor(flow: Flow, call: m.Call, last: str) -> Blocking | None:
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    if last in ("block", "blockFirst", "blockLast", "blockOptional") and len(call.args) <= 1:
        return Blocking(
            f"{last}()", "waits for the reactive chain", "Chain it with `flatMap(...)` or `zipWith(...)`."
        )
    if (
        last in ("indefinitely", "atMost")
        and isinstance(callee.base, m.Call)
        and _last(callee.base) == "await"
    ):
        return Blocking(f"await().{last}", "waits for the reactive chain", "Chain it with `flatMap(...)`.")
    if m.dotted(callee) in _JAVA_FILES and not _FILES_OF_ITS_OWN.search(flow.module.text(call)):
        instead = "Run it in `Mono.fromCallable(...)` on `Schedulers.boundedElastic()`."
        return Blocking(m.dotted(callee), "waits for the disk", instead)
    return None
