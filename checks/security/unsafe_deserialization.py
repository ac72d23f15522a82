"""Data turned into objects by formats that run code while they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import RECEIVER, Fact, known_call, known_settings, written_value
from checks.report import Severity
from checks.rules import Defect, Rule, Site, Suggestion
from checks.security.declared_versions import declared_version
from checks.security.options import later_calls, option, siblings
from checks.security.unsafe_deserialization_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PICKLE_FIX = "Keep the data as JSON or another format without code; where pickle must stay, check an HMAC over the bytes first."
_SAYS = "runs whatever code its input names"
_MADE_HERE = frozenset({"dumps", "dump", "serialize", "Serialize", "writeObject", "marshal"})
_CHECKS = frozenset(
    {"compare_digest", "verify", "unsign", "decrypt", "verify_signature", "isEqual", "FixedTimeEquals", "secure_compare",
     "fixed_length_secure_compare", "hash_equals", "doFinal", "verified"}
)  # fmt: skip
_OWN_FILES = re.compile(r"getResource(?:AsStream)?\b|ClassPathResource|__DIR__|Rails\.root")
_OWN_HOOKS = frozenset({"readObject", "readExternal", "readResolve", "readObjectNoData"})
"""Methods through which a class takes part in its own reading."""
_ANY_CLASS = re.compile(r"(?:^|\.)Id\.(?:CLASS|MINIMAL_CLASS)$")
_UPLOAD = re.compile(r"\bUploadFile\(\)\.")
"""FastAPI's type of a file that somebody sends."""
_OPEN_TYPES = frozenset(
    {"Object", "Serializable", "Comparable", "java.lang.Object", "java.io.Serializable", "Any", "Any?"}
)


def check(view: FileView) -> Iterator[Site]:
    """Every reading of a serialised object is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        fact = known_call(view.flow, call, "deserialize")
        if fact is not None and not _own_hook(call, fact):
            yield view.site(m.statement_of(call), _defect(view, call, fact))
    for setting in known_settings(view.flow, "deserialize"):
        unless = setting.fact.more.get("unless", {})
        if any(name in unless for name, _ in siblings(view.flow, setting.node)):
            yield view.site(setting.node)
            continue
        written = " ".join(view.module.text(setting.value).split())[:60]
        says = setting.fact.more.get("says", _SAYS)
        yield view.site(setting.node, Defect(f"`{written}` {says}.", fix=setting.fact.more.get("fix", "")))
    if view.language in ("java", "kotlin") and "JsonTypeInfo" in view.text:
        yield from _named_types(view)


def _own_hook(call: m.Call, fact: Fact) -> bool:
    """``in.readObject()`` inside the ``readObject(ObjectInputStream in)`` of a class."""
    function = m.enclosing(call, m.Function)
    return RECEIVER in fact.arguments and function is not None and function.name in _OWN_HOOKS


def _defect(view: FileView, call: m.Call, fact: Fact) -> Defect | None:
    flow = view.flow
    unsafe = fact.more.get("unsafe", "data")
    given = fact.given(call)
    if any(
        (stated := option(flow, call, name)) is not None and re.fullmatch(value, written_value(flow, stated))
        for name, value in fact.more.get("unless", {}).items()
    ):
        return None
    if unsafe == "never" or _new_enough(view, fact) or _hardened(flow, call, fact):
        return None
    if unsafe == "option":
        if not _by_option(flow, call, fact):
            return None
    elif unsafe == "data" and _own_data(flow, call, given):
        return None
    came = ""
    if unsafe == "taint":
        value = flow.value(given) if given is not None else None
        uploaded = value is not None and any(_UPLOAD.search(name) for name in value.through)
        taint = None if value is None else value.taint
        if not uploaded and (taint is None or taint.grade != "request"):
            return None
        came = f" It is given {'an upload' if taint is None else taint.what}."
    written = m.dotted(call.callee) or callee_name(call)
    says = str(fact.more.get("says", _SAYS)).rstrip(":")
    return Defect(
        f"`{written}` {says}.{came}",
        fix=fact.more.get("fix", _PICKLE_FIX),
        suggestion=_safe_load(view, call) if flow.resolve(call.callee).startswith("yaml.") else None,
    )


def _by_option(flow: Flow, call: m.Call, fact: Fact) -> bool:
    """Whether the call states the option's unsafe value, or leaves out one whose default is unsafe."""
    for place in fact.more["option"]:
        stated = call.positional(place) if isinstance(place, int) else option(flow, call, place)
        if stated is not None:
            return bool(re.fullmatch(fact.more["value"], written_value(flow, stated)))
    return fact.more.get("missing") == "unsafe" and not call.has_spread()


def _new_enough(view: FileView, fact: Fact) -> bool:
    """Whether the repository asks for a version from which on the call is safe."""
    for package, since in fact.more.get("safe_since", {}).items():
        version = declared_version(view.repo, package)
        if version is not None and version >= tuple(since):
            return True
    return False


def _hardened(flow: Flow, call: m.Call, fact: Fact) -> bool:
    """Whether the object that reads was restricted first: when it was made, or by a call on it."""
    if not isinstance(call.callee, m.Attr):
        return False
    made = flow.definition(call.callee.base)
    by_making, by_call = fact.more.get("made_safe_by"), fact.more.get("hardened_by")
    if isinstance(made, m.Name) and by_call:  # of a `with` or try-with-resources, or a parameter
        return any(
            isinstance(n, m.Call)
            and isinstance(n.callee, m.Attr)
            and re.fullmatch(by_call, n.callee.name)
            and m.dotted(n.callee.base) == made.id
            for n in flow.scopes.scope_of(call).walk_scope()
        )
    if not isinstance(made, m.Call):
        return False
    if by_making and re.search(by_making, flow.module.text(made)):
        return True
    return by_call is not None and any(
        re.fullmatch(by_call, callee_name(later)) for later in later_calls(flow, made) if later is not call
    )


def _own_data(flow: Flow, call: m.Call, given: m.Expr | None) -> bool:
    """Whether the bytes were made here (a deep copy), are the program's own, or passed a check of their MAC first."""
    if given is None:
        return True
    found = flow.definition(given)
    for node in (given, found):
        if any(isinstance(n, m.Call) and callee_name(n) in _MADE_HERE for n in node.walk()):
            return True
    if isinstance(found, m.Literal) or _OWN_FILES.search(flow.module.text(found)):
        return True
    if isinstance(given, m.Name) and any(
        b.value is not None and _OWN_FILES.search(flow.module.text(b.value))
        for b in flow.scopes.lookup(given.id, given)[1]
        if not isinstance(b.value, (m.Function, m.Class))
    ):
        return True
    scope = flow.scopes.scope_of(call)
    if isinstance(scope, m.Module):
        return False
    return any(
        isinstance(n, m.Call)
        and n.start < call.start
        and (callee_name(n) in _CHECKS or callee_name(n) in ("writeObject", "Serialize"))
        for n in scope.walk_scope()
    )


def _named_types(view: FileView) -> Iterator[Site]:
    """Jackson's ``@JsonTypeInfo(use = Id.CLASS)`` on a member that may hold anything."""
    assert view.module is not None
    nodes: list[m.Assign | m.Param] = [*view.module.every(m.Assign), *view.module.every(m.Param)]
    for node in nodes:
        for decorator in node.decorators:
            if not (isinstance(decorator, m.Call) and callee_name(decorator) == "JsonTypeInfo"):
                continue
            use = m.dotted(decorator.keyword("use"))
            open_type = node.annotation in _OPEN_TYPES
            yield view.site(
                decorator,
                Defect(
                    f"`{use}` lets the document name any class for this member.",
                    fix="Use `Id.NAME` with `@JsonSubTypes`, which names the expected classes.",
                )
                if _ANY_CLASS.search(use) and open_type
                else None,
            )


def _safe_load(view: FileView, call: m.Call) -> Suggestion | None:
    assert view.module is not None
    first = call.positional(0)
    if call.line != call.end_line or first is None or not m.dotted(call.callee).startswith("yaml."):
        return None
    line, old = view.lines[call.line - 1], view.module.text(call)
    safe = "safe_load_all" if callee_name(call).endswith("_all") else "safe_load"
    return (
        Suggestion(call.line, call.line, line.replace(old, f"yaml.{safe}({view.module.text(first)})"))
        if line.count(old) == 1
        else None
    )


RULE = Rule(
    id="security/unsafe-deserialization",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "java", "ruby", "kotlin", "csharp", "php"),
    title="Input that runs code when it is read",
    what="`pickle`, `marshal`, `shelve`, `dill`, `jsonpickle`, `yaml.load` without a safe loader, `torch.load` without `weights_only`, `node-serialize`, `ObjectInputStream`, `XMLDecoder`, SnakeYAML without `SafeConstructor`, Jackson with default typing.",
    why="These formats name functions to call. Whoever can change the bytes runs their own code with the rights of this program.",
    fix="Use a format that holds only data: JSON, `yaml.safe_load`, safetensors.",
    local=True,
    site="every reading of a serialised object",
    cwe="CWE-502",
    references=(
        "https://cwe.mitre.org/data/definitions/502.html",
        "https://docs.python.org/3/library/pickle.html",
        "https://pyyaml.org/wiki/PyYAMLDocumentation",
        "https://docs.pytorch.org/docs/stable/generated/torch.load.html",
    ),
    bad=BAD,
    good=GOOD,
)
