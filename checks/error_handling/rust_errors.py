"""Rust's errors: results that are dropped or unwrapped, causes that ``map_err`` leaves behind, processes that end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.views import FileView

_EXIT = re.compile(r"(?:^|\.)process\.(?:exit|abort)$")
_MADE_OF_TEXT = re.compile(
    r"(?:^|\.)(?:new|msg|other|custom|from|into|to_string|to_owned|anyhow!|format!|eyre!|Other|Internal\w*|Message|Custom)$"
)
_FRAMEWORK = re.compile(
    r"Status|Http|Reject|Response|ErrorBadRequest|ErrorNotFound|Unauthorized|Forbidden|NotFound|BadRequest|Invalid"
)


def lost_causes(view: FileView) -> Iterator[Site]:
    """Every ``map_err`` with a closure is a site; one that puts a text in the error's place is a finding."""
    for call in view.flow.calls():
        callee = call.callee
        closure = call.positional(0)
        if not (isinstance(callee, m.Attr) and callee.name == "map_err" and isinstance(closure, m.Function)):
            continue
        yield view.site(m.statement_of(call), _left_behind(view, closure))


def _left_behind(view: FileView, closure: m.Function) -> Defect | None:
    name = closure.params[0].name if closure.params else ""
    if (
        name
        and not name.startswith("_")
        and any(isinstance(n, m.Name) and n.id == name for n in closure.body.walk())
    ):
        return None
    calls = [n for n in closure.body.walk() if isinstance(n, m.Call)]
    written = [m.dotted(c.callee) for c in calls]
    if not calls or any(_FRAMEWORK.search(w) for w in written):
        return None  # a variant without a text, or an answer, stands for the failure on purpose
    if not any(isinstance(n, (m.Literal, m.Template)) for n in closure.body.walk()):
        return None
    assert view.module is not None
    if any(
        closure.line - 1 <= c.line <= closure.end_line and len(c.text.split()) >= 3
        for c in view.module.comments
    ):
        return None
    if any(_MADE_OF_TEXT.search(w) for w in written) or any(w[:1].isupper() for w in written):
        return Defect(
            "`map_err` puts a fixed text in the place of the error: what really failed is lost.",
            fix='Keep the error as the source: `.map_err(|e| Error::Load { source: e })`, or `.context("...")` of anyhow.',
        )
    return None


def exits(view: FileView, command: bool) -> Iterator[Site]:
    """Every ``process::exit`` is a site, and every ``panic!`` where an error is at hand."""
    for call in view.flow.calls():
        name = view.flow.resolve(call.callee) or m.dotted(call.callee)
        if _EXIT.search(name):
            bad = not command and not _in_main(call)
            yield view.site(
                m.statement_of(call),
                Defect(
                    "`process::exit` ends the whole process from inside library code: callers cannot handle the failure, and nothing is dropped."
                )
                if bad
                else None,
            )
        elif name == "panic!":
            bad = (
                not command
                and not _in_main(call)
                and not _in_test(view, call)
                and (_error_at_hand(view, call) or _refuses_input(view, call))
            )
            yield view.site(
                m.statement_of(call),
                Defect(
                    "`panic!` answers a failure from inside library code: callers cannot handle it.",
                    fix="Return the error.",
                )
                if bad
                else None,
            )


def _in_main(call: m.Call) -> bool:
    return any(
        isinstance(n, m.Function) and n.name in ("main", "start", "build", "usage") for n in call.ancestors()
    )


_REFUSES = re.compile(
    r"(?i)\b(?:malformed|invalid|not (?:a )?valid|unsupported|unrecogni[sz]ed|cannot (?:parse|read|open|connect)|could not|couldn't|failed to|missing|not found|bad)\b"
)
_BY_NAME = re.compile(
    r"^(?:parse|read|load|decode|fetch|open|connect|process|handle|from|validate|import|convert)(?:_|$)"
)


def _refuses_input(view: FileView, call: m.Call) -> bool:
    """A function that reads or parses what it is given, and ends the thread where the input does not suit it."""
    function = m.enclosing(call, m.Function)
    if function is None or not function.params or not _BY_NAME.match(function.name):
        return False
    assert view.module is not None
    first = call.positional(0)
    if first is None or not _REFUSES.search(view.module.text(first)):
        return False
    return not any(
        call.line - 2 <= c.line <= call.line and len(c.text.split()) >= 3 for c in view.module.comments
    ) and not re.search(r"(?m)^\s*///\s*#\s*Panics", _doc_above(view, function))


def _doc_above(view: FileView, function: m.Function) -> str:
    lines = []
    for line in reversed(view.lines[: function.line - 1]):
        if not line.lstrip().startswith(("///", "#[")):
            break
        lines.append(line)
    return "\n".join(lines)


def _error_at_hand(view: FileView, call: m.Call) -> bool:
    """In an ``Err`` arm, or in ``if let Err(..)``, of a function whose caller could have been told."""
    assert view.module is not None
    function = m.enclosing(call, m.Function)
    if any(call.line - 2 <= c.line <= call.line and len(c.text.split()) >= 3 for c in view.module.comments):
        return False
    for node in call.ancestors():
        if node is function:
            break
        if isinstance(node, m.Case):
            return bool(re.match(r"\s*Err\b", view.module.text(node)))
        if isinstance(node, m.If):
            head = view.module.source[node.start : node.body.start].decode("utf-8", "replace")
            return bool(re.search(r"\blet\s+Err\(", head))
    return False


_OPTIONAL = re.compile(
    r"^(?:first|last|get|get_mut|next|next_back|peek|max|min|max_by|min_by|max_by_key|min_by_key|pop|pop_front|pop_back|find|position|as_ref|as_mut|take|as_str|as_i64|as_u64|as_f64|as_bool|as_array|as_object"
    r"|checked_\w+|nth|split_once|rsplit_once|strip_prefix|strip_suffix|file_name|file_stem|parent|extension|to_str|\w+_opt|from_timestamp\w*|lock|read|write|borrow|unwrap_or\w*|cloned|copied|to_digit|from_digit"
    r"|chars|iter|upgrade|get_or_insert\w*|single|earliest|latest|from_u32|front|back|front_mut|back_mut|find_map|reduce|captures|name|host_str|port|as_deref|flatten|ok|err|try_lock|wait|wait_timeout|into_inner"
    r"|remove|insert|replace|child|stdin|stdout|stderr|id|values|keys|join|choose|downcast_ref|downcast|get_by_name|unzip|with_timezone|and_then|ok_or|from_str_radix_const|now|duration_since|elapsed|as_bytes|new)$"
)
_SURE = re.compile(
    r"^(?:parse\w*|from_str|from_utf8|open|create|read_to_string|read_to_end|write_all|flush|send|recv|execute|query\w*|fetch_\w+|connect|connect_\w+|json|text|bytes|to_vec|from_slice|from_reader|to_writer|var"
    r"|bind|serve|commit|begin|acquire|prepare|decode|encode|await|read_dir|remove_file|create_dir\w*|copy|rename|metadata|spawn|output|status|deserialize|serialize|try_from|get_connection|publish|run|load|save)$"
)
_CONSTANT_INPUT = re.compile(
    r"(?:^|\.)(?:Regex|RegexBuilder|Url|Uri|HeaderValue|NonZero\w+|Selector|Glob|DateTime|Duration|Layout|IpAddr|SocketAddr)\.(?:new|parse|from_\w+)$"
)


def ignored_results(view: FileView) -> Iterator[Site]:
    """Every ``unwrap``, ``expect`` and ``.ok();`` of a result, every ``let _ =`` of a call that can fail."""
    assert view.module is not None
    if re.search(r"(?:^|/)(?:build\.rs|benches/|examples/|main\.rs$|bin/)", view.path):
        return
    for call in view.flow.calls():
        callee = call.callee
        if (
            not isinstance(callee, m.Attr)
            or callee.name not in ("unwrap", "expect", "ok")
            or _in_test(view, call)
        ):
            continue
        if callee.name == "ok":
            if isinstance(call.parent, m.ExprStmt) and not call.args and not _harmless(callee.base):
                yield view.site(
                    m.statement_of(call),
                    _unless_said(
                        view,
                        call,
                        Defect(
                            "`.ok()` drops the error of this call: nobody will learn that it failed.",
                            key="dropped",
                        ),
                    ),
                )
            continue
        if not _fails(view, callee.base):
            continue
        if callee.name == "expect":
            given = call.positional(0)
            vague = isinstance(given, m.Literal) and isinstance(given.value, str) and not given.value.strip()
        else:
            vague = True
        if not vague or _in_main(call):
            yield view.site(m.statement_of(call))
            continue
        yield view.site(
            m.statement_of(call),
            _unless_said(
                view,
                call,
                Defect(
                    f"`{callee.name}()` turns this error into a panic that takes the thread down.",
                    fix="Hand the error on with `?`, or handle it here.",
                    key="unwrap",
                ),
            ),
        )
    for assign in view.module.every(m.Assign):
        target = assign.targets[0] if assign.targets else None
        value = assign.value.value if isinstance(assign.value, m.Await) else assign.value
        if (
            isinstance(target, m.Opaque)
            and target.what == "_"
            and isinstance(value, m.Call)
            and _sure(view, value)
        ):
            if (
                _in_test(view, assign)
                or (_harmless(value) and not _writes_held_back(view, value))
                or view.module.text(assign).rstrip("; ").endswith("?")
            ):
                continue
            yield view.site(
                assign,
                _unless_said(
                    view,
                    assign,
                    Defect(
                        "`let _ =` drops the error of this call: nobody will learn that it failed.",
                        key="blank",
                    ),
                ),
            )


def _unless_said(view: FileView, node: m.Node, defect: Defect) -> Defect | None:
    """A comment beside the line says why it cannot fail, or why that does not matter."""
    assert view.module is not None
    said = any(
        node.line - 2 <= c.line <= node.end_line and len(c.text.split()) >= 3 for c in view.module.comments
    )
    return None if said else defect


def _in_test(view: FileView, node: m.Node) -> bool:
    assert view.module is not None
    for owner in node.ancestors():
        if isinstance(owner, (m.Function, m.Class)):
            if any(
                m.dotted(d.callee if isinstance(d, m.Call) else d).rpartition(".")[2]
                in ("test", "cfg", "bench", "rstest")
                for d in owner.decorators
            ):
                return True
            if isinstance(owner, m.Class) and owner.name == "tests":
                return True
    marker = view.text.find("#[cfg(test)]")
    return marker >= 0 and len(view.text[:marker].encode()) < node.start


_CLEANS = re.compile(
    r"^(?:close|shutdown|kill|abort|rollback|remove_file|remove_dir\w*|flush|join|disconnect|try_send|send|notify\w*|set_nodelay|cancel|stop|unsubscribe|set|try_init|init|install)$"
)


def _harmless(expr: m.Node) -> bool:
    """Clean-up, a message into a channel whose reader may be gone, a logger that is set up already."""
    value = expr.value if isinstance(expr, m.Await) else expr
    callee = value.callee if isinstance(value, m.Call) else None
    if isinstance(callee, m.Attr) and callee.name == "send":
        base = m.dotted(callee.base)
        return bool(
            re.search(
                r"(?i)tx|sender|channel|chan|notif|event|shutdown|signal|resp|reply|done|ack|sink", base
            )
        )
    if isinstance(callee, m.Name) and callee.id in ("write!", "writeln!"):
        return True
    return isinstance(callee, m.Attr) and bool(_CLEANS.match(callee.name))


def _writes_held_back(view: FileView, call: m.Call) -> bool:
    """``flush`` of a buffer over a file: the data that it still holds may be lost."""
    callee = call.callee
    if not isinstance(callee, m.Attr) or callee.name != "flush":
        return False
    made = view.flow.definition(callee.base)
    return bool(
        re.match(r"(?:\w+::)*(?:BufWriter|LineWriter)::", view.flow.module.text(made))
    ) and not re.search(r"\bstd(?:out|err)\b", view.flow.module.text(made))


def _sure(view: FileView, call: m.Call) -> bool:
    """Whether a call gives a result: by its name, or by its declaration in this file."""
    callee = call.callee
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    declared = [f for f in view.flow.whole.functions() if f.name == last and last]
    if declared:
        return all("Result" in f.returns for f in declared)
    return bool(_SURE.match(last)) or bool(_FILE_SYSTEM.search(m.dotted(callee)))


_FILE_SYSTEM = re.compile(
    r"(?:^|\.)(?:fs|io)\.(?:write|read|read_to_string|copy|rename|create_dir\w*|set_permissions|hard_link|canonicalize)$"
)


def _fails(view: FileView, base: m.Expr) -> bool:
    value = base.value if isinstance(base, m.Await) else base
    if isinstance(base, m.Await):
        return True
    if not isinstance(value, m.Call):
        return False
    callee = value.callee
    name = view.flow.resolve(callee) or m.dotted(callee)
    first = value.positional(0)
    if _CONSTANT_INPUT.search(name) and (first is None or isinstance(first, m.Literal)):
        return False
    receiver = callee.base if isinstance(callee, m.Attr) else None
    if isinstance(receiver, m.Literal):
        return False
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    last = last.removesuffix("_typed")
    return not _OPTIONAL.match(last) and _sure(view, value) if last != "parse" else True


def swallowed(view: FileView) -> Iterator[Site]:
    """Every ``Err`` arm and ``if let Err`` is a site; an empty one of every error is a finding."""
    assert view.module is not None
    for case in view.module.every(m.Case):
        found = re.match(r"\s*Err\(\s*([^)]*?)\s*\)\s*=>", view.module.text(case))
        if found and not _in_test(view, case):
            yield view.site(case, _empty_branch(view, case, case.body, found.group(1)))
    for branch in view.module.every(m.If):
        head = view.module.source[branch.start : branch.body.start].decode("utf-8", "replace")
        found = re.match(r"if\s+let\s+Err\(\s*([^)]*?)\s*\)\s*=", head)
        if found and not _in_test(view, branch):
            yield view.site(branch, _empty_branch(view, branch, branch.body, found.group(1)))


def _empty_branch(view: FileView, node: m.Node, body: m.Block, taken: str) -> Defect | None:
    assert view.module is not None
    if not re.fullmatch(r"_\w*|\w+", taken) or any(not _says_nothing(s) for s in body.items):
        return None
    text = (
        view.module.text(node).partition("=>")[2]
        if isinstance(node, m.Case)
        else view.module.source[body.start : node.end].decode("utf-8", "replace")
    )
    if re.search(r"[a-z]\w*[!(]|\?", re.sub(r"//[^\n]*|/\*.*?\*/", "", text)):
        return None
    if any(
        node.line - 1 <= c.line <= node.end_line and len(c.text.split()) >= 2 for c in view.module.comments
    ):
        return None
    return Defect(
        "This branch takes every error and does nothing with it; nobody will learn that it happened."
    )


def _says_nothing(statement: m.Stmt) -> bool:
    if isinstance(statement, m.Jump):
        return statement.kind == "continue"
    value = statement.value if isinstance(statement, m.ExprStmt) else None
    if isinstance(statement, m.Assign):
        return isinstance(statement.value, m.Name) and statement.value.id.startswith("<matched")
    return isinstance(value, m.Literal) and value.value is None
