"""Go errors that are thrown away: ``v, _ := f()``, ``_ = f()``, a call statement whose error result is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling import dropped_results, rust_errors
from checks.error_handling.go_errors import is_error_name
from checks.error_handling.go_handing_on import handed_on
from checks.error_handling.go_results import ends_a_write, gives_error, takes_context
from checks.error_handling.ignored_error_result_examples import BAD, GOOD
from checks.error_handling.name_uses import later_uses
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_HARMLESS = re.compile(
    r"(?:^|\.)(?:Close|Rollback|Sync|Flush|Remove|RemoveAll|Shutdown|Stop|Kill|Cancel|Release|Unlock|Unsubscribe|Disconnect|Drain|Set\w*Deadline|Setenv|Unsetenv|Wait"
    r"|Fprint\w*|Print\w*|Hostname|UserHomeDir|Getwd|Reset|Discard|Done|\w*Unmount\w*|[tT]erminate\w*|[cC]lean[uU]?p?\w*|FlushAll|SetUserMetadata|SetMatchETag|SetRange|Log\w*|Usage|Help|MarkHidden|MarkFlagRequired|RegisterFlagCompletionFunc|BindPFlag|BindEnv|CloseWithError|CloseNow)$"
)
_RESPONSE = re.compile(r"^(?:w|rw|writer|res|resp|response|c\.Writer|rec|recorder|h\.w)$")
_NEVER_FAILS = re.compile(
    r"(?:bytes\.Buffer|strings\.Builder|bytes\.NewBuffer\w*|hash\.Hash\w*|^(?:hash|crypto)/[\w/]+\.New\w*|tabwriter\.\w+)\(?\)?"
)


def check(view: FileView) -> Iterator[Site]:
    """Every call that gives an error is a site: assigned with a name, with a blank, or as a statement."""
    if view.module is None:
        return
    if view.language in ("java", "csharp"):
        yield from dropped_results.sites(view)
        return
    if view.language == "rust":
        yield from rust_errors.ignored_results(view)
        return
    if view.language != "go":
        return
    for node in view.module.every(m.Assign):
        call = node.value
        if isinstance(call, m.Call) and node.targets:
            yield from _assigned(view, node, call)
    for statement in view.module.every(m.ExprStmt):
        if isinstance(statement.value, m.Call):
            yield from _dropped(view, statement, statement.value)


def _assigned(view: FileView, node: m.Assign, call: m.Call) -> Iterator[Site]:
    target = node.targets[0]
    items = target.items if isinstance(target, m.Sequence) else [target]
    last = items[-1]
    if not isinstance(last, m.Name):
        return
    if last.id != "_":
        if last.id.startswith("err") or last.id.endswith("Err"):
            yield view.site(node)
        return
    several = len(items) > 1
    if not (gives_error(view, call) or (several and takes_context(view, call))):
        return
    written = m.dotted(call.callee) or "the call"
    if _excused(view, node, call, written):
        yield view.site(node)
        return
    first = items[0]
    if (
        several
        and isinstance(first, m.Name)
        and first.id != "_"
        and (_tested_next(first.id, node, written) or _pages(view, first.id, call))
    ):
        yield view.site(node)
        return
    yield view.site(
        node,
        Defect(
            f"The error of `{written}` goes into the blank: {_consequence(first, several)}",
            suggestion=handed_on(view, node, call),
            key="blank",
        ),
    )


def _consequence(first: m.Expr, several: bool) -> str:
    if several and isinstance(first, m.Name) and first.id != "_":
        return f"after a failure `{first.id}` is a zero value that looks like data."
    return "nobody will learn that it failed."


def _tested_next(name: str, node: m.Assign, written: str) -> bool:
    """``page, _ := strconv.Atoi(text)`` followed by a test of ``page``: the zero value is dealt with."""
    if not re.search(r"Atoi|Parse|LookPath|Unquote|FormFile|Cookie", written):
        return False
    for use in later_uses(name, node):
        parent = use.parent
        while isinstance(parent, (m.Binary, m.Unary)):
            parent = parent.parent
        return isinstance(parent, m.If) or (
            isinstance(parent, m.Arg)
            and isinstance(parent.parent, m.Call)
            and bool(re.search(r"(?i)clamp|max|min|bound", m.dotted(parent.parent.callee)))
        )
    return False


_PAGING = re.compile(
    r"(?i)^(?:page|size|per_?page|page_?(?:size|no|num|number|index)|limit|offset|skip|take|start|count|n|p)$"
)
_QUERY = re.compile(r"\.(?:DefaultQuery|Query|QueryParam|FormValue|Get|URLParam|QueryInt)\(")


def _pages(view: FileView, name: str, call: m.Call) -> bool:
    """``limit, _ := strconv.Atoi(c.Query("limit"))``: a paging number that cannot be read is zero, which pages like none given."""
    if not view.flow.resolve(call.callee).startswith("strconv.") or not _PAGING.match(name):
        return False
    first = call.positional(0)
    assert view.module is not None
    return first is not None and bool(_QUERY.search(view.module.text(first)))


def _dropped(view: FileView, statement: m.ExprStmt, call: m.Call) -> Iterator[Site]:
    callee = call.callee
    if not isinstance(callee, (m.Attr, m.Name)) or not gives_error(view, call):
        return
    written = m.dotted(callee)
    if not written or _excused(view, statement, call, written):
        return
    yield view.site(
        statement,
        Defect(
            f"The error of `{written}` is dropped: nobody will learn that it failed.",
            suggestion=handed_on(view, statement, call),
            key="dropped",
        ),
    )


def _excused(view: FileView, node: m.Node, call: m.Call, written: str) -> bool:
    if _to_client(call, written) or _in_cleanup(node):
        return True
    if _HARMLESS.search(written) and not ends_a_write(view, call):
        return True
    callee = call.callee
    if written == "regexp.Compile" and isinstance(call.positional(0), m.Literal):
        return True
    if isinstance(callee, m.Attr) and _NEVER_FAILS.search(view.flow.resolve(callee.base)):
        return True
    into = call.positional(0)
    if m.dotted(into) == "io.Discard" and written.startswith("io.Copy"):
        return True  # reads the rest of an answer so that its connection can be used again
    if written in ("io.WriteString", "binary.Write") and _NEVER_FAILS.search(view.flow.resolve(into)):
        return True
    assert view.module is not None
    return any(
        (c.line == node.end_line and len(c.text.split()) >= 2)
        or (
            c.alone
            and c.end_line == node.line - 1
            and len(c.text.split()) >= 3
            and re.search(r"ignor|error|fail|best.effort|safe|cannot|never|optional", c.text, re.IGNORECASE)
        )
        for c in view.module.comments
    )


def _to_client(call: m.Call, written: str) -> bool:
    """Writing an answer to a client that has gone: there is nobody left to tell."""
    head = written.rpartition(".")[0]
    if _RESPONSE.match(head):
        return True
    if any(_RESPONSE.match(m.dotted(a.value)) for a in call.args[:1]) and re.search(
        r"Copy|Write|Encode|Execute|Render", written
    ):
        return True
    base = call.callee.base if isinstance(call.callee, m.Attr) else None
    return isinstance(base, m.Call) and any(_RESPONSE.match(m.dotted(a.value)) for a in base.args)


def _in_cleanup(node: m.Node) -> bool:
    """Inside a deferred function or a branch that already returns another error: the first one is on its way."""
    if any(isinstance(p, m.Deferred) and p.kind == "defer" for p in node.ancestors()):
        return True
    branch = m.enclosing(node, m.If)
    if branch is None or not isinstance(branch.test, m.Binary) or not is_error_name(branch.test.left):
        return False
    following = [s for s in branch.body.items if s.start > node.start]
    return any(isinstance(s, m.Return) for s in following) and node.parent is branch.body


RULE = Rule(
    id="error-handling/ignored-error-result",
    severity=Severity.WARNING,
    local=True,
    languages=("go", "rust", "csharp", "java"),
    title="Error result thrown away",
    what="An error result assigned to the blank (`v, _ := f()`, `_ = f()`) or dropped by a call statement (`json.Unmarshal`, `db.Exec`,"
    " `tx.Commit`, writes to files, functions of the repository that return an error); a Rust result unwrapped, dropped by `.ok();` or `let _ =`; a Java future or a C# task"
    " that nobody looks at.",
    why="The program goes on with a zero value or without the effect, and the failure shows up somewhere else, later.",
    fix="Take the error and return it wrapped, or log it; say in a comment why it may be ignored.",
    site="every call that is known to give an error, as a statement or an assignment",
    cwe="CWE-252",
    references=(
        "https://cwe.mitre.org/data/definitions/252.html",
        "https://go.dev/doc/effective_go#blank",
    ),
    bad=(
        Example(
            {
                "internal/orders/save.go": """\
package orders

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
)

func (s *Store) Save(ctx context.Context, db *sql.DB, order Order) error {
	body, _ := json.Marshal(order)  // <-- here
	customer, _ := s.customers.Find(ctx, order.Customer)  // <-- here
	db.ExecContext(ctx, "UPDATE orders SET body = $1 WHERE id = $2", body, order.ID)  // <-- here
	_ = s.publish(ctx, customer, order)  // <-- here
	os.WriteFile("last-order.json", body, 0o600)  // <-- here
	return nil
}

func (s *Store) publish(ctx context.Context, customer Customer, order Order) error {
	return s.bus.Send(ctx, customer.ID, order)
}
"""
            },
            sites=5,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "internal/orders/save.go": """\
package orders

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
)

func (s *Store) Save(ctx context.Context, order Order) (err error) {
	file, err := os.Create("order.json")
	if err != nil {
		return err
	}
	defer file.Close()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	defer func() { _ = s.lock.Release(ctx) }()
	ctx, _ = context.WithCancel(ctx)
	name, _, _ := strings.Cut(order.Name, " ")
	value, _ := s.names[name]
	fmt.Println(value)
	var out bytes.Buffer
	out.WriteString(name)
	_ = s.publish(ctx, order) // best effort, the nightly job repeats it
	return tx.Commit()
}

func (s *Store) publish(ctx context.Context, order Order) error {
	return s.bus.Send(ctx, order)
}

func (s *Store) list(w http.ResponseWriter, r *http.Request) {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	if page < 1 {
		page = 1
	}
	w.Write([]byte("["))
	_ = json.NewEncoder(w).Encode(s.page(page))
}
"""
            },
        ),
        *GOOD,
    ),
)
