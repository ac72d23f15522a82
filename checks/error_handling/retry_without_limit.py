"""Retries that never end, or that hammer a service without a pause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.go_errors import is_error_name
from checks.error_handling.repeated_calls import calls_itself_again, pays_again, waits_for_an_answer
from checks.error_handling.retry_without_limit_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_PAUSE = re.compile(
    r"sleep|delay|wait|backoff|timeout|timer|tick|after|pause|jitter|countdown|retry_?(?:in|later)|schedule|throttle|limiter|poll",
    re.IGNORECASE,
)
_NOT_REMOTE = re.compile(
    r"(?:^|\.)(?:ValueError|TypeError|KeyError|IndexError|FileExistsError|FileNotFoundError|IntegrityError|WatchError|StaleDataError|OptimisticLock\w*|\w*Conflict\w*|\w*Duplicate\w*|UniqueViolation|InterruptedException|\w*OptimisticLock\w*|\w*Parse\w*|\w*Format\w*|\w*Mismatch\w*|\w*NoSuch\w*|\w*NotFound\w*|\w*DoesNotExist|CreateError|\w*Exists\w*|\w*Collision\w*"
    r"|UnicodeDecodeError|\w*DecodeError|EOFError|InterruptedError|BlockingIOError|BufferError|StopIteration|queue\.Empty|Empty|KeyboardInterrupt|ImportError|SyntaxError|AttributeError|OSError|Invalid\w*|Validation\w*|\w*Cancelled\w*)$"
)
_ASKS = re.compile(
    r"\b(?:input|prompt|getpass|readline|question|ask\w*|accept|recv|read\w*|next|get_nowait|popleft|compare_?and_?swap|CompareAndSwap\w*)\("
)
_ATTEMPT_NAME = re.compile(r"^_$|attempt|retr|tr(?:y|ies)|round|count", re.IGNORECASE)
_MOVES_ON = re.compile(r"\b\w*(?:next|advance|rotate|switch_?to|fail_?over|choose|pick)\w*\(", re.IGNORECASE)
_COUNTED = re.compile(r"range|retr|attempt|tries|try|max", re.IGNORECASE)


_PAYS = Defect(
    "This loop sends the payment again after any error, also when the first one went through and only the answer was lost.",
    fix="Send an idempotency key that stays the same over the attempts, or retry only errors that say nothing was done.",
    key="twice",
)
_AGAIN = Defect(
    "This handler runs the whole function again after every failure, without a limit: while the other side is down it never ends.",
    fix="Count the attempts, wait longer after each, and raise the last error at the end.",
    key="bound",
)


def check(view: FileView) -> Iterator[Site]:
    """Every retry loop, and every retry decorator, is a site."""
    if view.module is None:
        return
    for loop in view.module.every(m.Loop):
        again = _go_retry(view, loop) if view.language == "go" else _retry(view, loop)
        if again or (_endless(loop) and view.language != "go" and waits_for_an_answer(view, loop)):
            yield _site(view, loop)
    for call, counted in calls_itself_again(view):
        yield view.site(m.statement_of(call), None if counted else _AGAIN)
    if view.language == "java":
        yield from _java_calls(view)
    if view.language in ("javascript", "typescript"):
        yield from _script_calls(view)
    if view.language == "python" and view.flow.imports_any("tenacity", "backoff"):
        yield from _decorators(view)


def _site(view: FileView, loop: m.Loop) -> Site:
    """The loop's head; a fault is also the change's own where the change took a pause or a limit out of the body."""
    defect = _judge(view, loop)
    whole = () if defect is None else ((loop.line, loop.end_line),)
    return view.site(loop, defect, end=_header(loop), touched_by=whole)


def _header(loop: m.Loop) -> m.Node:
    return loop.test or loop.iterable or _Line(loop)


class _Line(m.Node):
    """The first line of a loop without a condition."""

    def __init__(self, loop: m.Loop) -> None:
        self.line = self.end_line = loop.line


def _retry(view: FileView, loop: m.Loop) -> bool:
    """Whether a failure makes the loop do the same again: a try that leaves on success, with a handler that stays."""
    if not (_endless(loop) or _counted(view, loop) or _until_done(loop)):
        return False
    for node in _own_statements(loop.body):
        if not isinstance(node, m.Try) or not node.handlers:
            continue
        if not (
            _leaves(node.body)
            or (node.orelse is not None and _leaves(node.orelse))
            or _leaves_after(node)
            or _until_done(loop)
        ):
            continue
        if _ASKS.search(view.module.text(node.body) if view.module is not None else ""):
            continue
        staying = [h for h in node.handlers if not _always_leaves(h.body)]
        if _tries_others(view, loop, node):
            continue
        if any(not _expected(view, h) for h in staying):
            return True
    return False


def _tries_others(view: FileView, loop: m.Loop, attempt: m.Try) -> bool:
    """Whether each round does something else: the loop's variable is what is tried, or the handler moves on."""
    assert view.module is not None
    if any(_MOVES_ON.search(view.module.text(h.body)) for h in attempt.handlers):
        return True
    target = loop.target
    if not isinstance(target, m.Name) or _ATTEMPT_NAME.search(target.id):
        return False
    return any(
        isinstance(n, m.Name)
        and n.id == target.id
        and isinstance(n.parent, (m.Arg, m.Index, m.Binary, m.Opaque))
        for n in attempt.body.walk()
    )


def _own_statements(block: m.Block) -> Iterator[m.Node]:
    for item in block.items:
        yield item
        if isinstance(item, m.With):
            yield from item.body.items


def _endless(loop: m.Loop) -> bool:
    test = loop.test
    return loop.kind != "for-each" and (test is None or (isinstance(test, m.Literal) and bool(test.value)))


def _counted(view: FileView, loop: m.Loop) -> bool:
    assert view.module is not None
    if loop.kind == "for":
        return True
    if loop.kind == "for-each":
        return loop.iterable is not None and m.dotted(loop.iterable).startswith("range()")
    return loop.test is not None and bool(_COUNTED.search(view.module.text(loop.test)))


def _until_done(loop: m.Loop) -> bool:
    """``while not done: try: ...; done = True``."""
    test = loop.test
    waited = test.operand if isinstance(test, m.Unary) and test.op == "not" else None
    if isinstance(test, m.Binary) and test.op in ("is", "==", "==="):
        other = test.right
        unset = isinstance(other, m.Literal) and (other.kind in ("none", "undefined") or other.value is False)
        waited = test.left if unset else None
    if not isinstance(waited, m.Name):
        return False
    name = waited.id
    return any(
        isinstance(n, m.Assign) and name in [m.dotted(t) for t in n.targets] for n in loop.body.walk_scope()
    )


def _leaves(block: m.Block) -> bool:
    """Whether some path through the block ends the loop with success."""
    for node in block.walk_scope():
        if isinstance(node, m.Return):
            return True
        if isinstance(node, m.Jump) and node.kind == "break" and not _inner_loop(node, block):
            return True
    return False


def _inner_loop(node: m.Node, block: m.Block) -> bool:
    for parent in node.ancestors():
        if parent is block:
            return False
        if isinstance(parent, (m.Loop, m.Switch)):
            return True
    return False


def _leaves_after(node: m.Try) -> bool:
    """``try: x = f() except: continue`` followed by ``return x`` or ``break``."""
    block = node.parent
    following = [s for s in block.items if s.start > node.start] if isinstance(block, m.Block) else []
    return any(isinstance(s, m.Return) or (isinstance(s, m.Jump) and s.kind == "break") for s in following)


def _always_leaves(block: m.Block) -> bool:
    last = block.items[-1] if block.items else None
    return isinstance(last, (m.Raise, m.Return)) or (isinstance(last, m.Jump) and last.kind == "break")


def _expected(view: FileView, handler: m.Handler) -> bool:
    names = [view.flow.resolve(t) or m.dotted(t) for t in handler.types]
    return bool(names) and all(_NOT_REMOTE.search(n) for n in names)


def _go_retry(view: FileView, loop: m.Loop) -> bool:
    """``for { err = f(); if err == nil { return nil } }``, ``if err != nil { continue }; return``."""
    if loop.kind == "for-each" and loop.target is not None and not isinstance(loop.target, m.Name):
        return False
    if not (_endless(loop) or loop.kind == "for"):
        return False
    assert view.module is not None
    text = view.module.text(loop.body)
    if _ASKS.search(text) or re.search(
        r"\.(?:Next|Scan|Recv|Read\w*|Accept|Token|Decode|Receive\w*|Next\w*)\(|<-\w|range |EINTR|EBUSY|\bindex\+\+",
        text,
    ):
        return False
    for item in loop.body.items:
        if (
            not isinstance(item, m.If)
            or not isinstance(item.test, m.Binary)
            or not is_error_name(item.test.left)
        ):
            continue
        nil = isinstance(item.test.right, m.Literal) and item.test.right.kind == "none"
        if nil and item.test.op == "==" and _leaves(item.body):
            return True
        last = item.body.items[-1] if item.body.items else None
        stays = isinstance(last, m.Jump) and last.kind == "continue"
        if nil and item.test.op == "!=" and stays:
            following = [s for s in loop.body.items if s.start > item.start]
            if any(
                isinstance(s, m.Return) or (isinstance(s, m.Jump) and s.kind == "break") for s in following
            ):
                return True
    return False


def _judge(view: FileView, loop: m.Loop) -> Defect | None:
    assert view.module is not None
    if not _bounded(view, loop):
        return Defect(
            "This loop tries again after every failure and has no limit: while the other side is down it never ends.",
            fix="Count the attempts, wait longer after each, and raise the last error at the end.",
            key="bound",
        )
    names = [m.dotted(n.callee) for n in loop.body.walk() if isinstance(n, m.Call)]
    if (
        _once_more(view, loop)
        or any(_PAUSE.search(n) for n in names)
        or "<-time." in view.module.text(loop.body)
    ):
        return _PAYS if pays_again(view, loop) else None
    return Defect(
        "This loop tries again at once after a failure: a service in trouble gets all attempts within milliseconds.",
        fix="Wait between the attempts, longer each time (exponential backoff with jitter).",
        key="pause",
    )


def _once_more(view: FileView, loop: m.Loop) -> bool:
    """``for _ in range(2)``: a second try at once, for a connection that had gone stale."""
    counted = loop.iterable
    if not isinstance(counted, m.Call) or not counted.args:
        return False
    bounds = [view.flow.constant(a.value) for a in counted.args[:2]]
    numbers = [b for b in bounds if isinstance(b, int)]
    return len(numbers) == len(bounds) and abs(numbers[-1] - (numbers[0] if len(numbers) > 1 else 0)) <= 2


def _bounded(view: FileView, loop: m.Loop) -> bool:
    """Whether something else than success ends the loop: its condition, a raise, a break or a return on failure."""
    assert view.module is not None
    if loop.kind == "for-each" or (loop.kind == "for" and loop.test is not None):
        return True
    if not _endless(loop) and not _until_done(loop):
        return True
    if view.language == "go":
        text = view.module.text(loop.body)
        return bool(
            re.search(
                r"ctx\.(?:Done|Err)\(\)|return\b[^\n]*\berr\b|(?:attempt|retr|tries|i)\w*\s*(?:>=?|==)\s*\w+",
                text,
            )
        )
    for node in loop.body.walk_scope():
        if isinstance(node, m.Handler):
            for inner in node.body.walk_scope():
                if isinstance(inner, (m.Raise, m.Return)) or (
                    isinstance(inner, m.Jump) and inner.kind == "break"
                ):
                    return True
        if isinstance(node, m.If) and _COUNTED.search(view.module.text(node.test)):
            return True
        if isinstance(node, m.If) and re.search(
            r"time|deadline|elapsed|stop|abort|cancel|closed", view.module.text(node.test), re.IGNORECASE
        ):
            return True
    return False


def _java_calls(view: FileView) -> Iterator[Site]:
    """Reactor's ``retry()`` without a number, ``Retry.indefinitely()``, ``new AlwaysRetryPolicy()``."""
    for call in view.flow.calls():
        callee = call.callee
        last = callee.name if isinstance(callee, m.Attr) else m.dotted(callee)
        if last in ("retry", "retryWhen") and view.flow.imports_any(
            "reactor.core", "reactor.util", "org.springframework.web.reactive"
        ):
            endless = last == "retry" and not call.args
        elif (last == "indefinitely" and m.dotted(callee).endswith("Retry.indefinitely")) or (
            last == "AlwaysRetryPolicy" and call.new
        ):
            endless = True
        else:
            continue
        yield view.site(
            m.statement_of(call),
            Defect(
                f"`{last}` tries again without a limit: while the other side is down it never ends.",
                fix="Limit the attempts and wait longer after each: `Retry.backoff(3, Duration.ofMillis(200))`.",
                key="bound",
            )
            if endless
            else None,
        )


def _script_calls(view: FileView) -> Iterator[Site]:
    """``axiosRetry(api, { retries: Infinity })``, ``retry(work, { forever: true })``."""
    for call in view.flow.calls():
        last = m.dotted(call.callee).rpartition(".")[2]
        if last not in ("axiosRetry", "pRetry", "retry", "asyncRetry", "backOff"):
            continue
        options = [a.value for a in call.args if isinstance(a.value, m.Mapping)]
        if not options:
            continue
        bounds = [options[-1].get(n) for n in ("retries", "numOfAttempts", "maxRetries")]
        forever = options[-1].get("forever")
        endless = any(
            m.dotted(b) in ("Infinity", "Number.POSITIVE_INFINITY") for b in bounds if b is not None
        )
        if isinstance(forever, m.Literal) and forever.value is True:
            endless = True
        yield view.site(
            m.statement_of(call),
            Defect(
                f"`{last}` tries again without a limit: while the other side is down it never ends.",
                fix="Limit the attempts, for example `retries: 5`.",
                key="bound",
            )
            if endless
            else None,
        )


def _decorators(view: FileView) -> Iterator[Site]:
    for function in view.flow.functions():
        for decorator in function.decorators:
            call = decorator if isinstance(decorator, m.Call) else None
            name = view.flow.resolve(call.callee if call is not None else decorator)
            if call is not None and call.has_spread("**"):
                continue
            if name in ("tenacity.retry", "tenacity.asyncio.retry"):
                given = {a.name for a in call.args} if call is not None else set()
                yield view.site(decorator, _tenacity(given))
            elif name in ("backoff.on_exception", "backoff.on_predicate") and call is not None:
                bounded = {a.name for a in call.args} & {"max_tries", "max_time"}
                yield view.site(
                    decorator,
                    None
                    if bounded
                    else Defect(
                        "This retry has neither `max_tries` nor `max_time`: it never gives up.", key="bound"
                    ),
                )


def _tenacity(given: set[str | None]) -> Defect | None:
    if "stop" not in given:
        return Defect(
            "This `retry` has no `stop`: tenacity then tries for ever.",
            fix="Give `stop=stop_after_attempt(5)`.",
            key="bound",
        )
    if "wait" not in given:
        return Defect(
            "This `retry` has no `wait`: tenacity then tries again at once.",
            fix="Give `wait=wait_random_exponential(max=30)`.",
            key="pause",
        )
    return None


RULE = Rule(
    id="error-handling/retry-without-limit",
    severity=Severity.WARNING,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Retry without a limit or without a pause",
    what="A loop that repeats a failed call for ever, or at once; a handler that calls its own function again without counting; a payment"
    " that is sent again after any error without an idempotency key; a tenacity or backoff decorator without `stop`, `wait` or `max_tries`.",
    why="When a service is in trouble, such loops keep it there, and hold the worker that runs them.",
    fix="Bound the attempts and wait between them with exponential backoff and jitter.",
    site="every retry loop, retry decorator and handler that calls its own function again",
    references=(
        "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/",
        "https://tenacity.readthedocs.io/en/latest/",
    ),
    bad=BAD,
    good=GOOD,
)
