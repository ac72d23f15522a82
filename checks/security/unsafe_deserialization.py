"""Data turned into objects by formats that run code while they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Rule, Site, Suggestion
from checks.security.unsafe_deserialization_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_PICKLE = re.compile(
    r"^(?:pickle|cPickle|_pickle|dill|cloudpickle|marshal|pickle5)\.loads?$|^(?:pickle|dill)\.Unpickler(?:\(\)\.load)?$|^shelve\.open$|^jsonpickle\.(?:decode|loads|unpickler\.decode)$|^jsonpickle\.unpickler\.\w+$|^kombu\.serialization\.pickle_loads$"
)
_TAINTED_ONLY = re.compile(r"^(?:joblib\.load|pandas\.read_pickle|sklearn\.externals\.joblib\.load)$")
_YAML = re.compile(
    r"^yaml\.(?:load|load_all|unsafe_load|unsafe_load_all|full_load|full_load_all|safe_load|safe_load_all)$"
)
_NODE = re.compile(
    r"^(?:node-serialize|serialize-to-js|funcster|cryo|node-serialize\.default)\.(?:unserialize|deserialize|deepDeserialize|parse)$"
)
_NAMES = frozenset(
    {"load", "loads", "open", "decode", "Unpickler", "read_pickle", "load_all", "unsafe_load", "unsafe_load_all", "full_load", "full_load_all", "safe_load", "safe_load_all", "YAML", "unserialize",
     "deserialize", "deepDeserialize", "parse"}
)  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every reading of a serialised object is a site."""
    if view.module is None:
        return
    for call in view.flow.calls():
        if callee_name(call) not in _NAMES:
            continue
        resolved = view.flow.resolve(call.callee)
        found = _python(view, call, resolved) if view.language == "python" else _node(view, call, resolved)
        if found is not None:
            yield view.site(m.statement_of(call), None if found is True else found)  # type: ignore[arg-type]


def _python(view: FileView, call: m.Call, resolved: str) -> Defect | bool | None:
    flow = view.flow
    if _PICKLE.match(resolved):
        if resolved.endswith("Unpickler().load"):
            return None  # the constructor was the site
        if resolved == "shelve.open" or not _own_data(flow, call):
            return Defect(f"`{m.dotted(call.callee)}` runs whatever code its input names.", fix=_PICKLE_FIX)
        return True
    if _TAINTED_ONLY.match(resolved):
        first = call.positional(0)
        taint = flow.value(first).taint if first is not None else None
        if taint is None or taint.grade != "request":
            return True
        return Defect(
            f"`{m.dotted(call.callee)}` unpickles {taint.what}, and so runs whatever code it names.",
            fix=_PICKLE_FIX,
        )
    if resolved in ("numpy.load", "np.load"):
        if flow.constant(call.keyword("allow_pickle")) is True:
            return Defect(
                "`allow_pickle=True` runs whatever code the file names.",
                fix="Leave `allow_pickle` off and keep plain arrays.",
            )
        return True
    if resolved == "torch.load":
        flag = call.keyword("weights_only")
        value = flow.constant(flag) if flag is not None else ...
        if value is False or (flag is None and not call.has_spread() and not _new_torch(view)):
            return Defect(
                "`torch.load` unpickles the file, and so runs whatever code it names.",
                fix="Pass `weights_only=True`, or keep weights as safetensors.",
            )
        return True
    if _YAML.match(resolved):
        return _yaml(view, call, resolved.rpartition(".")[2])
    if resolved in ("ruamel.yaml.YAML", "ruamel.yaml.main.YAML"):
        kind = flow.constant(call.keyword("typ"))
        return (
            Defect('`typ="unsafe"` builds any object that the file names.', fix='Use `YAML(typ="safe")`.')
            if kind in ("unsafe", "base_unsafe")
            else True
        )
    if resolved == "ruamel.yaml.load":
        loader = m.dotted(call.keyword("Loader") or call.positional(1))
        return (
            True
            if "Safe" in loader or "RoundTrip" in loader
            else Defect(
                "`ruamel.yaml.load` builds any object that the file names.",
                fix='Use `YAML(typ="safe").load(...)`.',
            )
        )
    return None


_PICKLE_FIX = "Keep the data as JSON or another format without code; where pickle must stay, check an HMAC over the bytes first."


def _own_data(flow: Flow, call: m.Call) -> bool:
    """Whether the bytes were made here (a deep copy), are a literal, or passed a check of their MAC first."""
    first = call.positional(0)
    if first is None:
        return True
    found = flow.definition(first)
    if isinstance(found, m.Call) and callee_name(found) in ("dumps", "dump"):
        return True
    if isinstance(found, m.Literal):
        return True
    scope = flow.scopes.scope_of(call)
    return any(
        isinstance(n, m.Call)
        and n.start < call.start
        and callee_name(n) in ("compare_digest", "verify", "unsign", "decrypt", "verify_signature")
        for n in scope.walk_scope()
    ) and not isinstance(scope, m.Module)


def _new_torch(view: FileView) -> bool:
    """Whether the repository asks for PyTorch 2.6 or newer, where ``weights_only`` is the default."""
    for path in ("requirements.txt", "pyproject.toml", "setup.cfg", "setup.py"):
        text = view.repo.text(path)
        match = (
            re.search(r"(?im)^[\s\"']*torch[\"']?\s*(?:=\s*[\"'])?(?:==|>=|~=|\^)\s*(\d+)\.(\d+)", text)
            if text
            else None
        )
        if match:
            return (int(match.group(1)), int(match.group(2))) >= (2, 6)
    return False


def _yaml(view: FileView, call: m.Call, name: str) -> Defect | bool:
    flow = view.flow
    if name.startswith("safe"):
        return True
    if name.startswith("unsafe"):
        return Defect(
            f"`yaml.{name}` builds any object that the text names.",
            fix="Use `yaml.safe_load`.",
            suggestion=_safe_load(view, call, name),
        )
    if name.startswith("full"):
        return True
    loader = call.keyword("Loader") or call.positional(1)
    if loader is None:
        if call.has_spread():
            return True
        return Defect(
            "`yaml.load` without a safe loader builds any object that the text names.",
            fix="Use `yaml.safe_load`.",
            suggestion=_safe_load(view, call, name),
        )
    written = flow.resolve(loader).rpartition(".")[2] or m.dotted(loader)
    if written in ("Loader", "UnsafeLoader", "CLoader"):
        return Defect(
            f"`{written}` builds any object that the text names.",
            fix="Use `yaml.safe_load`.",
            suggestion=_safe_load(view, call, name),
        )
    return True


def _safe_load(view: FileView, call: m.Call, name: str) -> Suggestion | None:
    assert view.module is not None
    first = call.positional(0)
    if call.line != call.end_line or first is None or not m.dotted(call.callee).startswith("yaml."):
        return None
    line, old = view.lines[call.line - 1], view.module.text(call)
    safe = "safe_load_all" if name.endswith("_all") else "safe_load"
    return (
        Suggestion(call.line, call.line, line.replace(old, f"yaml.{safe}({view.module.text(first)})"))
        if line.count(old) == 1
        else None
    )


def _node(view: FileView, call: m.Call, resolved: str) -> Defect | bool | None:
    flow = view.flow
    if _NODE.match(resolved):
        return Defect(
            f"`{m.dotted(call.callee)}` runs functions that its input carries.", fix="Use `JSON.parse`."
        )
    if re.match(r"^js-yaml(?:\.default)?\.(?:load|loadAll|safeLoad)$", resolved):
        for arg in call.args[1:]:
            options = flow.definition(arg.value)
            schema = options.get("schema") if isinstance(options, m.Mapping) else None
            if schema is not None and re.search(
                r"FULL_SCHEMA|js-yaml-js-types|UNSAFE", m.dotted(schema) + flow.resolve(schema)
            ):
                return Defect(
                    "This schema lets the text carry functions.",
                    fix="Leave `schema` out: the default of js-yaml 4 is safe.",
                )
        return True
    if re.match(r"^v8(?:\.default)?\.deserialize$", resolved):
        first = call.positional(0)
        taint = flow.value(first).taint if first is not None else None
        return (
            Defect(
                f"`v8.deserialize` reads {taint.what}; Node does not promise that it withstands hostile input.",
                fix="Use `JSON.parse`.",
            )
            if taint is not None and taint.grade == "request"
            else True
        )
    return None


RULE = Rule(
    id="security/unsafe-deserialization",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript"),
    title="Input that runs code when it is read",
    what="`pickle`, `marshal`, `shelve`, `dill`, `jsonpickle`, `yaml.load` without a safe loader, `torch.load` without `weights_only`, `node-serialize`.",
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
