"""Where nothing of the program's own stands above: main, a request handler, a worker's loop, a task, a thread entry."""

from __future__ import annotations

import re

from checks.error_handling.error_types import TYPED
from checks.error_handling.handlers import ErrorHandler
from checks.syntax import model as m
from checks.syntax.flow import Flow

_BOUNDARY_NAME = re.compile(
    r"^_*(?:main|run|run_forever|serve|worker|handler|lambda_handler|handle|execute|perform|process_message|on_message|consume\w*|poll\w*|tick|loop|start|cli|application|__call__|dispatch|listen"
    r"|work|on_\w+|\w+_(?:job|task|worker|loop|handler|listener|callback|thread)|handle_(?:message|event|job|task|signal|webhook|connection|client|update|delivery)|process_(?:event|job|task|queue|one)"
    r"|run_(?:job|task|once|loop|worker|pending|all)|main_\w+|do_(?:GET|POST|PUT|DELETE))$"
)
_BOUNDARY_DECORATOR = re.compile(
    r"(?:^|\.)(?:route|get|post|put|patch|delete|head|options|websocket|task|shared_task|job|command|group|errorhandler|exception_handler|on_event|periodic_task|actor"
    r"|middleware|app_context_processor|receiver|listener|event|hook|api_view|action|cron|schedule[rd]?\w*)$"
)


_TYPED_NAME = re.compile(
    r"^(?:main|run|call|execute\w*|doFilter\w*|doGet|doPost|doPut|doDelete|onMessage\w*|handle\w*|accept|process\w*|uncaughtException|consume\w*|poll\w*|listen|perform\w*|Main|Execute\w*|Invoke\w*"
    r"|Consume\w*|Handle\w*|Process\w*|OnException\w*|Run\w*|StartAsync|__invoke|fire|work|start|receive\w*|onReceive|doWork|onEvent|on\w+Event|tick|on[A-Z]\w*|On[A-Z]\w*)$"
)
_TYPED_MARK = re.compile(
    r"(?:^|\.)(?:Scheduled|Schedules|ExceptionHandler|KafkaListener|RabbitListener|JmsListener|SqsListener|StreamListener|ServiceActivator|EventListener|TransactionalEventListener|Async|Incoming"
    r"|ConsumeEvent|Subscribe|OnMessage|KafkaHandler|RabbitHandler|FunctionName|Function|HttpGet|HttpPost|HttpPut|HttpDelete|HttpPatch|Route|Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Path"
    r"|\w*Mapping|AsMessageHandler|AsEventListener|AsCommand|Topic|PulsarListener|Cron|PreDestroy)$"
)
_STARTS = re.compile(
    r"^(?:submit|execute|schedule\w*|Thread|thread|runAsync|supplyAsync|launch|async|invokeLater|setInterval|Run|StartNew|QueueUserWorkItem|new|Timer|timer|fixedRateTimer|registerShutdownHook"
    r"|addShutdownHook|subscribe|each|forEach|map|rescue_from|error|exception|StatusPages|after_commit|perform_later|Use|UseExceptionHandler|onError|get|post|put|delete|fork|defer|renderable|reportable)$"
)


def at_boundary(flow: Flow, handler: ErrorHandler) -> bool:
    """Whether nothing of the program's own stands above: main, a request handler, a worker's loop, a task, a thread
    entry, a framework's error hook."""
    typed = flow.module.language in TYPED
    inside = False
    for node in handler.node.ancestors():
        if isinstance(node, m.Loop):
            return True
        if not isinstance(node, m.Function):
            continue
        inside = True
        if typed:
            if _typed_boundary(flow, node):
                return True
            continue
        name = m.function_name(node)
        if (
            _BOUNDARY_NAME.match(name)
            or _is_thread_entry(flow, name)
            or _runs_what_it_was_given(handler, node)
        ):
            return True
        for decorator in node.decorators:
            target = decorator.callee if isinstance(decorator, m.Call) else decorator
            if _BOUNDARY_DECORATOR.search(m.dotted(target)):
                return True
        parameters = [p.name for p in node.params]
        return (
            parameters[:1] in (["request"], ["req"], ["event"], ["ctx"], ["c"], ["scope"])
            or "request" in parameters[:2]
        )
    return not inside


def _runs_what_it_was_given(handler: ErrorHandler, function: m.Function) -> bool:
    """``job()``, ``callback(event)`` of a parameter: what the caller handed in may fail in any way at all."""
    given = {p.name for p in function.params}
    return isinstance(handler.owner, m.Try) and any(
        isinstance(n, m.Call) and isinstance(n.callee, m.Name) and n.callee.id in given
        for n in handler.owner.body.walk_scope()
    )


def _typed_boundary(flow: Flow, function: m.Function) -> bool:
    name = m.function_name(function)
    if name and (_TYPED_NAME.match(name) or _is_thread_entry(flow, name)):
        return True
    for decorator in function.decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        if _TYPED_MARK.search(m.dotted(target)):
            return True
    owner = m.enclosing(function, m.Class)
    if owner is not None and re.search(
        r"(?:Controller|Resource|Job|Worker|Listener|Consumer|Middleware|Filter|Interceptor|Command|Task|Runner|Scheduler|Subscriber|BackgroundService|HostedService|ExceptionHandler|Servlet)$",
        owner.name,
    ):
        return function.exported or function.name in ("perform", "call", "handle")
    arg = function.parent
    call = arg.parent if isinstance(arg, m.Arg) else None
    return isinstance(call, m.Call) and bool(_STARTS.match(m.dotted(call.callee).rpartition(".")[2]))


def _is_thread_entry(flow: Flow, name: str) -> bool:
    source = flow.whole.module.source
    if not name or source.count(name.encode()) < 2:
        return False
    if flow.module.language in TYPED:
        starts = rb"\b(?:submit|execute|schedule\w*|Thread|runAsync|supplyAsync|Run|StartNew|QueueUserWorkItem|Timer|launch)\b[^;\n]{0,80}\b"
        return re.search(starts + re.escape(name.encode()) + rb"\b", source) is not None
    for call in flow.whole.calls():
        last = m.dotted(call.callee).rpartition(".")[2]
        if last in ("Thread", "Process", "submit", "create_task", "ensure_future", "add_done_callback", "Timer", "run", "signal",
                    "spawn", "start_soon", "add_job", "call_later", "run_in_executor", "setInterval", "setTimeout", "on"):  # fmt: skip
            for arg in call.args:
                target = arg.value.callee if isinstance(arg.value, m.Call) else arg.value
                if m.dotted(target).rpartition(".")[2] == name:
                    return True
    return False
