"""Which Go calls give an error as their last result: the standard library's, and those that the package declares."""

from __future__ import annotations

import re

from checks.error_handling.go_packages import ends_in_error, own_results, result_elsewhere
from checks.syntax import model as m
from checks.views import FileView

_STANDARD = re.compile(
    r"^(?:encoding/json\.(?:Marshal\w*|Unmarshal|Indent|Compact)|encoding/xml\.\w*[mM]arshal|strconv\.(?:Atoi|Parse\w+|Unquote)|time\.(?:Parse\w*|LoadLocation)"
    r"|os\.(?:Open\w*|Create\w*|ReadFile|WriteFile|ReadDir|Mkdir\w*|Rename|Chmod|Chown|Symlink|Link|Truncate|Getwd|Setenv|Chdir|RemoveAll|Remove)"
    r"|io\.(?:ReadAll|Copy\w*|ReadFull|WriteString)|io/ioutil\.\w+|net/url\.(?:Parse\w*|QueryUnescape|PathUnescape)|net/http\.(?:Get|Post|Head|PostForm|NewRequest\w*|ListenAndServe\w*)"
    r"|encoding/hex\.DecodeString|regexp\.Compile\w*|path/filepath\.(?:Walk\w*|Glob|Rel|EvalSymlinks)|net\.(?:Dial\w*|Listen\w*|Lookup\w+|ParseCIDR)|crypto/\w+\.(?:Generate\w*|Sign\w*|NewCipher)"
    r"|crypto/rand\.Int|database/sql\.Open|golang\.org/x/crypto/bcrypt\.\w+|github\.com/google/uuid\.(?:Parse|NewRandom|NewV7)|gopkg\.in/yaml\.v\d\.\w*[mM]arshal|archive/zip\.OpenReader|compress/gzip\.NewReader)$"
)
_STANDARD_METHODS = frozenset(
    {
        "Exec", "ExecContext", "Query", "QueryContext", "Begin", "BeginTx", "Commit", "Scan", "Prepare", "PrepareContext", "Ping", "PingContext",
        "Decode", "ReadAll", "RowsAffected", "LastInsertId", "StructScan", "NamedExec", "NamedExecContext", "GetContext", "SelectContext",
        "SendMail", "Publish", "WriteMessage", "ReadMessage", "Unmarshal", "ParseForm", "ParseMultipartForm", "BindJSON", "ShouldBindJSON", "Bind", "FormFile",
        "ListenAndServe", "Serve",
    }
)  # fmt: skip
"""Methods that by common use give an error last (database/sql, encoders, HTTP, brokers)."""
_NO_ERROR = re.compile(
    r"^(?:context\.|reflect\.|sync\.|strings\.|utf8\.|unicode/|runtime\.|maps\.|slices\.|testing\.)|\.(?:Start|StartSpan|FromContext|\w*FromContext|Value|Load|LoadOrStore|LoadAndDelete|Cut\w*|LookupEnv|Deadline)$|FromContext$"
)
_ACTS = re.compile(
    r"^(?:Save|Create|Update|Delete|Insert|Upsert|Send|Publish|Enqueue|Push|Store|Put|Charge|Notify|Process|Write|Index|Archive)[A-Z]?\w*$"
)
"""Methods that do something to the outside; with a context as first argument they may fail."""


_FILE_WRITES = re.compile(
    r"^os\.(?:File|Create|OpenFile|CreateTemp)\(\)\.(?:Write|WriteString|WriteAt|Truncate|ReadFrom)$|^net\.(?:Conn|Dial\w*)\(\)\.Write$"
)
_WRITE_ENDS = re.compile(
    r"^(?:(?:compress|archive)/\w+\.NewWriter\w*\(\)\.(?:Write|Close|Flush|WriteHeader)|bufio\.NewWriter\w*\(\)\.Flush|os\.(?:Create|CreateTemp)\(\)\.Close"
    r"|mime/multipart\.NewWriter\(\)\.(?:Close|WriteField))$"
)


def ends_a_write(view: FileView, call: m.Call) -> bool:
    """Whether a call writes what was still held back: ``Flush`` of a buffer, ``Close`` of an archive or of a new file."""
    return bool(_WRITE_ENDS.match(view.flow.resolve(call.callee)))


def gives_error(view: FileView, call: m.Call) -> bool:
    """Whether the call's last result certainly, or by all that the package shows, is an error."""
    callee = call.callee
    name = view.flow.resolve(callee)
    if _STANDARD.match(name) or _FILE_WRITES.match(name) or _WRITE_ENDS.match(name):
        return True
    last = m.dotted(callee).rpartition(".")[2]
    if not last or _NO_ERROR.search(name):
        return False
    declared = own_results(view)
    if isinstance(callee, m.Name):
        return ends_in_error(declared.get(last, ""))
    if isinstance(callee, m.Attr) and _is_receiver(callee.base) and last in declared:
        return ends_in_error(declared[last])
    elsewhere = result_elsewhere(view, call)
    if elsewhere is not None:
        return ends_in_error(elsewhere)
    if last in _STANDARD_METHODS and last not in declared:
        return True
    return bool(_ACTS.match(last)) and takes_context(view, call)


def _is_receiver(base: m.Expr) -> bool:
    """Whether a name is the receiver of the method it stands in: the package's own method is called."""
    function = m.enclosing(base, m.Function)
    while function is not None:
        if function.receiver is not None and isinstance(base, m.Name):
            return function.receiver[0] == base.id
        function = m.enclosing(function, m.Function)
    return False


def takes_context(view: FileView, call: m.Call) -> bool:
    """Whether the first argument is a context: what takes one talks to the outside and may fail."""
    first = call.positional(0)
    written = m.dotted(first)
    if _NO_ERROR.search(view.flow.resolve(call.callee) or m.dotted(call.callee)):
        return False
    return written in (
        "ctx",
        "c.Request.Context()",
        "r.Context()",
        "req.Context()",
        "context.Background()",
        "context.TODO()",
    )


_ONE = re.compile(
    r"^(?:encoding/json\.Unmarshal|os\.(?:WriteFile|Mkdir|MkdirAll|Rename|Chmod|Chown|Symlink|Link|Truncate|Setenv|Chdir|Remove|RemoveAll)|path/filepath\.Walk\w*)$"
)
_ONE_METHOD = frozenset(
    {"Commit", "Scan", "Decode", "Ping", "PingContext", "Unmarshal", "ParseForm", "ParseMultipartForm"}
)
_TWO_METHOD = frozenset({"Exec", "ExecContext", "NamedExec", "NamedExecContext"})


def result_count(view: FileView, call: m.Call) -> int | None:
    """How many results a call that gives an error has, the error among them; None where that is not certain."""
    callee = call.callee
    last = m.dotted(callee).rpartition(".")[2]
    if _ONE.match(view.flow.resolve(callee)):
        return 1
    declared: str | None = None
    if isinstance(callee, m.Name) or (isinstance(callee, m.Attr) and _is_receiver(callee.base)):
        declared = own_results(view).get(last)
    elif isinstance(callee, m.Attr):
        declared = result_elsewhere(view, call)
    if declared:
        return declared.count(",") + 1 if "(" not in declared[1:] else None
    if last in _ONE_METHOD:
        return 1
    return 2 if last in _TWO_METHOD else None
