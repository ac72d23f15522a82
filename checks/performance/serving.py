"""Which functions run for a request or as a job, again and again while the service lives."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow

_DECORATOR = re.compile(
    r"\.(?:route|get|post|put|patch|delete|websocket|api_route|task|on_message|subscriber|scheduled_job|actor|agent)\(|^@?(?:Get|Post|Put|Patch|Delete|All|Cron|Interval|Process|EventPattern|MessagePattern|Query|Mutation|ResolveField)\("
    r"|shared_task|\bapi_view\b|login_required|\baction\(|require_(?:GET|POST|http_methods)|csrf_exempt|\btask\b|\bjob\b|\bcron\b|periodic",
)
_CLASSES = re.compile(
    r"(?:View|ViewSet|APIView|Resource|Controller|Handler|Resolver|RequestHandler|Endpoint|Consumer|Middleware|Job|Worker)$"
)
_PATH = re.compile(
    r"(?:^|/)(?:routes?|routers?|controllers?|handlers?|views?|api|endpoints?|resolvers?|services?|jobs?|tasks?|workers?|cron|consumers?|crud|usecases?)(?:/|\.\w+$)"
    r"|\.(?:controller|service|resolver|route|routes|handler|job|processor|worker)\.[jt]s$|(?:^|/)(?:\w+_)?(?:views|routes|tasks|jobs|handlers|services|handler|service)\.\w+$|management/commands/",
)
_NOT_SERVING = re.compile(
    r"(?:^|/)(?:scripts?|migrations?|alembic|seeds?|fixtures|bin|cli|tools?|examples?|admin)(?:/|\.\w+$)|seed\w*\.\w+$|admin\.\w+$"
)
_STARTS = re.compile(
    r"^_*a?(?:main|cli|startup|on_startup|bootstrap|lifespan|init_?\w*|setup_?\w*|seed_?\w*|warm_?\w*|preload\w*|create_app)$"
)
_PARAMS = (
    frozenset({"req", "res"}),
    frozenset({"request"}),
    frozenset({"ctx", "next"}),
    frozenset({"request", "reply"}),
)
_GO_PARAMS = re.compile(r"http\.ResponseWriter|gin\.Context|echo\.Context|fiber\.Ctx")
_TRIGGER = frozenset(
    {
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "all",
        "use",
        "on",
        "route",
        "handle",
        "HandleFunc",
        "GET",
        "POST",
        "PUT",
        "DELETE",
    }
)


def is_handler(flow: Flow, function: m.Function) -> bool:
    """Whether a function itself answers a request or a message, by its decorators, parameters, class or registration."""
    if any(_DECORATOR.search(flow.module.text(d)) for d in function.decorators):
        return True
    names = {p.name.lstrip("_") for p in function.params}
    if any(wanted <= names for wanted in _PARAMS):
        return True
    if flow.module.language == "go":
        return any(_GO_PARAMS.search(p.annotation) for p in function.params)
    owner = m.enclosing(function, m.Class)
    if owner is not None and (
        _CLASSES.search(owner.name) or any(_CLASSES.search(m.dotted(b)) for b in owner.bases)
    ):
        return m.function_name(function) not in ("__init__", "constructor", "")
    arg = function.parent
    call = arg.parent if isinstance(arg, m.Arg) else None
    return (
        isinstance(call, m.Call)
        and isinstance(call.callee, m.Attr)
        and call.callee.name in _TRIGGER
        and isinstance(call.positional(0), m.Literal)
    )


def serves(flow: Flow, function: m.Function) -> bool:
    """Whether a function runs in a service: it is a handler, or stands where services, jobs and routes are kept."""
    path = flow.module.path
    if _STARTS.match(m.function_name(function)):
        return False
    if _NOT_SERVING.search(path):
        return False
    if _PATH.search(path):
        return True
    current: m.Function | None = function
    while current is not None:
        if is_handler(flow, current):
            return True
        current = m.enclosing(current, m.Function)
    return False


_DATA_LAYER = re.compile(
    r"(?:^|/)(?:stores?|storage|repositor(?:y|ies)|repos?|daos?|queries|persistence|dal|domain|use_?cases?|mailers?|exporters?|reports?|controllers?|services?|jobs?|handlers?|concerns|graphql)(?:/|\.\w+$)"
    r"|(?:^|[/_.a-z])(?:store|repository|repo|dao|service|report|reports|exporter|digest)\.\w+$",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?:seed\w*|migrat\w*|initiali[sz]er|bootstrap\w*|loader|commandlinerunner|fixtures?|demo\w*|importer|backfill\w*|admin|console|cli)(?:/|\.\w+$)",
    re.IGNORECASE,
)
_SEEDS = re.compile(r"(?:^|/|[a-z])(?:seed(?:er|s)?|Seed(?:er|s)?)(?:/|\.\w+$)")
_COMPILED = frozenset({"java", "kotlin", "csharp", "go"})


def reads_in_service(flow: Flow, function: m.Function) -> bool:
    """Whether a read of data in a function is done for requests or jobs: also where repositories and stores are kept, and
    anywhere in a Java, Kotlin, C# or Go service."""
    path = flow.module.path
    if _SEEDS.search(path):
        return False
    if serves(flow, function):
        return True
    if _STARTS.match(m.function_name(function)) or _NOT_SERVING.search(path) or _APART.search(path):
        return False
    if flow.module.language in _COMPILED:
        return m.function_name(function) not in ("main", "run", "Main") and not re.search(
            r"(?:^|/)cmd/", path
        )
    return bool(_DATA_LAYER.search(path))
