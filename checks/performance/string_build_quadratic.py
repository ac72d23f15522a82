"""Text that grows by ``+=`` in a loop over data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.string_build_quadratic_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_SMALL = re.compile(
    r"(?:^|[._])(?:\w*columns?|\w*fields?|\w*headers?|\w*filters?|\w*conditions?|\w*param(?:s|eters)?|args|arguments|kwargs|\w*options?|\w*flags?|\w*tags?"
    r"|attr(?:s|ibutes)?|\w*errors|errs|\w*labels?|\w*roles?|\w*permissions?|placeholders?|\w*parts?|\w*segments?|steps?|levels?|choices|settings|env|scopes?"
    r"|\w*commands?|\w*keys|props|properties|annotations?|modifiers?|prefix(?:es)?|suffix(?:es)?|words?|clauses?|joins?|sorts?|orders?_by|categories|frames?|symbols?|classes|klasses|types|tests|checks|cookies|digits|months?|days?|weekdays)(?:\(\))?$",
    re.IGNORECASE,
)
_SMALL_RESULT = re.compile(
    r"(?:^|_)(?:sql|query|where|clause|condition|conditions|url|uri|path|name|prefix|indent|padding|pattern|regex|signature|key|slug|label|stmt|statement|placeholders|usage|initials|code|password|otp|pin|token)\d?$"
    r"|(?:Sql|Query|Where|Clause|Url|Path|Name|Prefix|Indent|Pattern|Key|Slug|Placeholders)$",
    re.IGNORECASE,
)
_LONG_TEXT = re.compile(r"(?:text|content|contents|body|document|source|data|payload|markdown|html)$", re.I)
_READS = re.compile(
    r"^(?:read|recv|recv_bytes|readline|read_chunk|readLine|Scan|Next|hasNext|hasNextLine|hasMoreElements|next|nextLine|ReadString|ReadLine|ReadBytes|Read|fetchone|fetchmany|read1)$"
)
_TEXT_TYPES = frozenset({"str", "bytes", "String", "string", "java.lang.String"})
_WRAPPERS = frozenset({"enumerate", "sorted", "reversed", "list", "tuple", "iter", "zip", "set"})
_FEW = re.compile(
    r"\b(?:limit|islice|LIMIT|most_common|nlargest|nsmallest|PageRequest|paginate)\b|\[\s*:\s*\w+\s*\]|\[:\d+\]"
)
_MANY = re.compile(r"^(?:len|size|length|count|getLength|getRowCount)$")
_WORDS = {
    "python": (
        "a list and `''.join(...)`",
        "Collect the pieces in a list and join them once: `''.join(parts)`.",
    ),
    "go": ("a `strings.Builder`", "Write the pieces to a `strings.Builder`."),
    "java": (
        "a `StringBuilder`",
        "Append the pieces to a `StringBuilder`, or collect with `Collectors.joining()`.",
    ),
}


def check(view: FileView) -> Iterator[Site]:
    """Every text that is built in a loop over data is a site, by ``+=`` or by a builder."""
    if view.module is None or view.language not in _WORDS or not view.mentions("for", "while"):
        return
    flow = view.flow
    for assign in view.module.every(m.Assign):
        piece = _appended(assign)
        if piece is None:
            continue
        name = assign.targets[0]
        assert isinstance(name, m.Name)
        loop = _growing_loop(flow, assign, name.id)
        if loop is None or not _is_text(flow, name, piece):
            continue
        bad = (
            not _SMALL_RESULT.search(name.id)
            and not _left_after(assign)
            and not _measured(flow, loop, name.id)
        )
        yield view.site(assign, _defect(view.language, name.id) if bad else None)
    for call in flow.calls():
        if _builds_well(view.language, call):
            yield view.site(m.statement_of(call) if m.statement_of(call).line == call.line else call)


def _appended(assign: m.Assign) -> m.Expr | None:
    """What an assignment adds to the end of its own target."""
    if len(assign.targets) != 1 or not isinstance(assign.targets[0], m.Name) or assign.value is None:
        return None
    if assign.op == "+=":
        return assign.value
    if assign.op != "=" or assign.declares:
        return None
    first: m.Expr = assign.value
    while isinstance(first, m.Binary) and first.op == "+":
        first = first.left
    if first is not assign.value and isinstance(first, m.Name) and first.id == assign.targets[0].id:
        return assign.value
    return None


def _growing_loop(flow: Flow, assign: m.Assign, name: str) -> m.Loop | None:
    """The loop over data through which the text lives on; None where it starts anew in each round."""
    for node in assign.ancestors():
        if isinstance(node, (m.Function, m.Class)):
            return None
        if not isinstance(node, m.Loop):
            continue
        if _reset_in(node, name):
            return None
        if _over_data(flow, node):
            return node
    return None


def _reset_in(loop: m.Loop, name: str) -> bool:
    """Whether each round gives the name a new value, in the head of the loop or in its body."""
    heads = [n for n in (loop.target, loop.init) if n is not None]
    if any(isinstance(n, m.Name) and n.id == name for head in heads for n in head.walk()):
        return True
    for node in loop.walk_scope():
        if isinstance(node, m.Assign) and _appended(node) is None:
            for target in node.targets:
                if any(isinstance(n, m.Name) and n.id == name for n in target.walk()):
                    return True
    return False


def _over_data(flow: Flow, loop: m.Loop) -> bool:
    if loop.kind == "for-each":
        return loop.iterable is not None and _many(flow, loop.iterable)
    if loop.kind == "for" and loop.test is not None and loop.init is not None:
        return any(
            isinstance(n, (m.Attr, m.Call))
            and _MANY.match(m.dotted(n).rpartition(".")[2].rstrip("()"))
            and not _SMALL.search(_subject(n))
            for n in loop.test.walk()
        )
    if loop.test is not None and any(
        _MANY.match(_last(n)) for n in loop.test.walk() if isinstance(n, m.Call)
    ):
        return False  # until enough was read: bounded by its own test
    return any(
        isinstance(n, m.Call) and _READS.match(_last(n)) for n in loop.walk_scope() if isinstance(n, m.Call)
    )


def _subject(node: m.Expr) -> str:
    """``rows`` of ``rows.size()``, ``len(rows)`` and ``rows.length``."""
    if isinstance(node, m.Call) and isinstance(node.callee, m.Name) and node.args:
        return m.dotted(node.args[0].value)
    callee = node.callee if isinstance(node, m.Call) else node
    return m.dotted(callee.base) if isinstance(callee, m.Attr) else ""


def _last(call: m.Call) -> str:
    return m.dotted(call.callee).rpartition(".")[2]


def _many(flow: Flow, iterable: m.Expr) -> bool:
    """Whether a loop goes over as many items as there is data."""
    if isinstance(iterable, (m.Sequence, m.Mapping, m.Literal, m.Template, m.Comprehension)):
        return False
    if _FEW.search(flow.module.text(iterable)):
        return False
    if isinstance(iterable, m.Call):
        last = _last(iterable)
        if last == "range":
            return any(
                isinstance(n, m.Call) and _last(n) == "len" and not _SMALL.search(_subject(n))
                for n in iterable.walk()
            )
        if last in _WRAPPERS and iterable.args:
            return all(_many(flow, a.value) for a in iterable.args if a.name is None)
        if last in (
            "values",
            "items",
            "entrySet",
            "keys",
            "entries",
            "keySet",
            "toCharArray",
            "chars",
            "split",
            "finditer",
            "findall",
            "Split",
            "Fields",
            "Errors",
            "groups",
            "getDeclaredFields",
        ):
            return (
                last in ("values", "items", "entrySet")
                and not _SMALL.search(_subject(iterable))
                and _named_many(flow, iterable)
            )
        return not _SMALL.search(m.dotted(iterable).replace("()", ""))
    if not isinstance(iterable, (m.Name, m.Attr)):
        return False
    shown = m.dotted(iterable)
    last = shown.rpartition(".")[2]
    if _SMALL.search(shown) or last.isupper():
        return False
    built = flow.definition(iterable)
    if built is not iterable and isinstance(built, (m.Sequence, m.Mapping, m.Literal)):
        return isinstance(built, m.Sequence) and not built.items  # filled later on
    if isinstance(built, m.Call) and _last(built) in (
        "split",
        "finditer",
        "findall",
        "Split",
        "Fields",
        "toCharArray",
        "range",
    ):
        return False
    return not _is_short_text(flow, iterable)


def _named_many(flow: Flow, call: m.Call) -> bool:
    subject = call.callee.base if isinstance(call.callee, m.Attr) else None
    return isinstance(subject, (m.Name, m.Attr)) and _many(flow, subject)


def _is_short_text(flow: Flow, iterable: m.Expr) -> bool:
    """Whether the loop goes over the characters of a name or a word."""
    if not isinstance(iterable, m.Name):
        return False
    _, bindings = flow.scopes.lookup(iterable.id, iterable)
    for binding in bindings:
        note = getattr(binding.node, "annotation", "")
        if note in _TEXT_TYPES:
            return not _LONG_TEXT.search(iterable.id)
        if binding.value is not None and flow.value(binding.value).text is not None:
            return True
    return bool(re.search(r"^(?:s|str|string|word|name|title|chars?)$", iterable.id))


def _is_text(flow: Flow, name: m.Name, piece: m.Expr) -> bool:
    """Whether the name holds text: by what it started with, by its type, or by what is added."""
    if isinstance(piece, (m.Sequence, m.Comprehension, m.Mapping)):
        return False  # a list grows in place
    _, bindings = flow.scopes.lookup(name.id, name)
    if any(isinstance(b.value, (m.Sequence, m.Comprehension, m.Mapping)) for b in bindings):
        return False
    for binding in bindings:
        annotation = getattr(binding.node, "annotation", "")
        if annotation in _TEXT_TYPES:
            return True
        value = binding.value
        if isinstance(value, m.Literal) and value.kind in ("str", "bytes"):
            return True
        if isinstance(value, m.Literal) and value.kind in ("int", "float"):
            return False
        if isinstance(value, m.Template):
            return True
    for node in piece.walk():
        if isinstance(node, (m.Call, m.Index)) and not (
            isinstance(node, m.Call) and _last(node) == "Sprintf"
        ):
            if node is piece:
                return False
            continue
        if isinstance(node, m.Template) or (isinstance(node, m.Call) and _last(node) == "Sprintf"):
            return node is piece or isinstance(node.parent, m.Binary)
        if (
            isinstance(node, m.Literal)
            and node.kind == "str"
            and (node is piece or isinstance(node.parent, m.Binary))
        ):
            return True
    return False


def _left_after(assign: m.Assign) -> bool:
    """Whether the loop is left right after the text grew."""
    block = assign.parent
    if not isinstance(block, m.Block):
        return False
    after = block.items[block.items.index(assign) + 1 :]
    return any(
        isinstance(s, (m.Return, m.Raise)) or (isinstance(s, m.Jump) and s.kind == "break") for s in after
    )


def _measured(flow: Flow, loop: m.Loop, name: str) -> bool:
    """Whether the loop looks at the length of the text, or the pieces are what a language model says bit by bit."""
    text = flow.module.text(loop)
    quoted = re.escape(name)
    if re.search(rf"\blen\(\s*{quoted}\s*\)|\b{quoted}\.length\b", text):
        return True
    return bool(re.search(r"\.delta\b|\bdelta\b|\.choices\b|text_stream|\btokens?\b", text))


def _builds_well(language: str, call: m.Call) -> bool:
    """Joins, and builders that a loop writes to."""
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return False
    if language == "python":
        return callee.name == "join" and isinstance(callee.base, m.Literal) and len(call.args) == 1
    if any(isinstance(a, m.Loop) for a in call.ancestors()):
        if language == "go":
            return callee.name in ("WriteString", "WriteByte", "WriteRune")
        return callee.name == "append" and bool(
            re.search(r"(?:sb|builder|out|buf\w*)$", m.dotted(callee.base), re.I)
        )
    return False


def _defect(language: str, name: str) -> Defect:
    better, fix = _WORDS[language]
    return Defect(
        f"Each round copies all of `{name}` to add a piece, so the work grows with the square of the data; {better} copies once.",
        fix=fix,
    )


RULE = Rule(
    id="performance/string-build-quadratic",
    severity=Severity.NOTE,
    languages=("python", "go", "java"),
    title="Text built by adding to it in a loop",
    what="A loop over rows, lines or chunks that adds to one string with `+=` in each round. Loops over a few constants, a line that starts"
    " anew in each round and builders are fine. CPython sometimes avoids the copy; other references to the string and other"
    " interpreters undo that.",
    why="Strings do not change in place: each addition copies what is already there. Ten times the data takes a hundred times as long.",
    fix="Collect the pieces and join them once.",
    local=True,
    site="every text built over a loop, by adding or by a builder or join",
    references=(
        "https://docs.python.org/3/faq/programming.html#what-is-the-most-efficient-way-to-concatenate-many-strings-together",
        "https://pkg.go.dev/strings#Builder",
        "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/StringBuilder.html",
    ),
    bad=BAD,
    good=GOOD,
)
