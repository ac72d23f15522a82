"""Code that stands in for the code that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_PHRASE = re.compile(
    r"\bin an? (?:real|actual|proper|true|full|complete|real-world|production)[\w -]{0,24}(?:implementation|app(?:lication)?|world|system|scenario|setup|version|environment|project|deployment|service|database|api|code)?\b[^.]{0,20}(?:,|\bwe\b|\bthis\b|\byou\b|\bit\b|\bthat\b|$)"
    r"|\bin production,? (?:this|we|you|it|use|replace|you'd|we'd|that)\b[^.]*\b(?:would|should|replace|use a|call)\b|\b(?:this|we|you) would (?:normally|typically|actually|usually|really) "
    r"|\bplaceholder (?:implementation|logic|for (?:now|the (?:real|actual))|until|code|function|response|return|value for now|that)|^\W*placeholder\b(?:[:.,-]|$)"
    r"|\b(?:simplified|naive|dummy|mock(?:ed)?|fake|stub(?:bed)?|temporary|toy) (?:implementation|version for now|response for now|logic for now|data for now|stub)\b"
    r"|\bstub(?:bed)?(?: out)? (?:for now|until|here)|\bfor now,? (?:just |we(?:'ll)? (?:just |simply )?|simply |always |only |it (?:just )?)?(?:return|assume|pretend|hard-?cod|fake|mock|do nothing|simulat|use (?:a )?(?:dummy|fake|mock|hard))"
    r"|\b(?:return(?:s|ing)?|use|using) (?:some |a )?(?:mock|fake|dummy|hard-?coded|placeholder|sample|static test) (?:data|value|response|result|list|user)s?\b"
    r"|\breplace (?:this |it |with )?(?:with|by) (?:an? |the |your )?(?:actual|real|proper)\b|\b(?:actual|real) (?:implementation|logic|api call|call|integration) (?:goes|would go|will go|here|comes|later|should)"
    r"|\bsimulat(?:e|es|ing) (?:an? |the )?(?:api|network|database|db|real|async|actual|payment|email|external|remote)\b[\w ]{0,16}(?:call|request|response|delay|query|processing|sending|service|operation)"
    r"|\bnot (?:yet )?implemented(?: yet)?\b[^.]{0,8}$|\b(?:your|actual|business) (?:code|logic|implementation) (?:goes )?here\b|\b(?:rest|remainder) of (?:the |your )?(?:code|implementation|function|method|logic)\b|\.\.\. ?existing code|hard-?coded for now"
    r"|\b(?:todo|fixme|xxx)\b[\s:(\w)-]{0,24}?\b(?:implement|replace|real|actual|finish|complete this|add (?:actual|real|proper)|wire (?:up|this)|hook (?:up|this)|call the (?:real|actual)|fill (?:in|this))",
    re.I,
)  # fmt: skip
_QUICK = re.compile(
    r"in an? (?:real|actual|proper|full|complete|production|true)|in production|would (?:normally|typically|actually|usually|really)|placeholder|implement|stub|for now|mock|fake|dummy|hard-?cod|replace|actual|simulat|here|rest of|remainder|existing code|todo|fixme|xxx",
    re.I,
)  # fmt: skip
_TRACKED = re.compile(r"#\d+|https?://|\b[A-Z]{2,10}-\d+\b|\bgh-\d+", re.I)
_MEANT = re.compile(
    r"html|input|sql|attribute|css|i18n|template (?:tag|variable)|text of the|(?:is|are|was|gets?|be) replaced (?:with|by)|subclass|override|abstract|must implement|interface|to implement|implements|implementers|browser|polyfill|no longer|not supported",
    re.I,
)
_UNSUPPORTED = re.compile(
    r"support|read-?only|immutable|abstract|subclass|override|must|cannot|can't|only |not available|not allowed|deprecated",
    re.I,
)
_FAKE = re.compile(
    r"\b(?:John|Jane) (?:Doe|Smith)\b|\blorem ipsum\b|@example\.(?:com|org|net)$|^(?:Sample|Mock|Dummy|Fake|Example|Test) (?:\w+ )?(?:item|user|product|order|data|name|title|customer|response|article|description|company|product \w+)?\s*\w?$|^(?:mock|fake|dummy)[-_ ]\w+",
    re.I,
)
_FAKE_PATH = re.compile(
    r"mock|fake|stub|seed|demo|sample|storybook|stories|fixture|placeholder|example|dummy|docs?/|scaffold|template",
    re.I,
)
_NOOP = re.compile(
    r"noop|no_op|null|nothing|dummy|empty|ignore|pass|skip|stub|fake|mock|default|placeholder|hook|^on[A-Z_]|^_|unused|setup|teardown|init|main|before|after|visit|handle",
    re.I,
)


def check(view: FileView) -> Iterator[Site]:
    """Every function is a site; one whose code says that it is not there yet is a finding."""
    module = view.module
    if module is None or view.path.endswith(".pyi") or _FAKE_PATH.search(view.path):
        return
    told: list[int] = []
    for line, text in _notes(module):
        if _PHRASE.search(text) and not _TRACKED.search(text) and not _MEANT.search(text):
            told.append(line)
            words = " ".join(text.split())[:80]
            yield view.line_site(
                line, Defect(f'This stands in for code that is not there: "{words}".', key="words")
            )
    for function in module.every(m.Function):
        if _is_inline(function):
            continue
        near = any(function.line - 2 <= n <= function.end_line for n in told)
        found = None if near else _stub(view, function) or _fake_answer(function)
        if found is None:
            yield view.line_site(function.line, end_line=function.end_line)
        else:
            node, message, key = found
            yield view.site(node, Defect(message, key=key))


def _is_inline(function: m.Function) -> bool:
    return not m.function_name(function) and not isinstance(function.parent, m.Assign)


def _notes(module: m.Module) -> Iterator[tuple[int, str]]:
    """Comments, and the docstrings of functions."""
    previous = ""
    for comment in module.comments:
        if _QUICK.search(comment.text):
            parts = comment.text.split("\n")
            for offset, part in enumerate(parts):
                if _QUICK.search(part):
                    context = part if not _TRACKED.search(previous) else part + " " + previous
                    yield comment.line + offset, context.strip(" *\t")
                    break
        previous = comment.text
    if module.language != "python":
        return
    for function in module.every(m.Function):
        items = function.body.items
        first = items[0] if items else None
        if (
            isinstance(first, m.ExprStmt)
            and isinstance(first.value, m.Literal)
            and isinstance(first.value.value, str)
            and _QUICK.search(first.value.value)
        ):
            for offset, part in enumerate(first.value.value.split("\n")):
                if _PHRASE.search(part):
                    yield first.line + offset, part.strip()
                    break


def _stub(view: FileView, function: m.Function) -> tuple[m.Node, str, str] | None:
    """A body that only says that it is missing, or does nothing where something was asked for."""
    name = m.function_name(function)
    if not name or _abstract(function):
        return None
    items = [
        s for s in function.body.items if not (isinstance(s, m.ExprStmt) and isinstance(s.value, m.Literal))
    ]
    if len(items) == 1:
        only = items[0]
        missing = _missing(only)
        if (
            missing is not None
            and not _UNSUPPORTED.search(missing)
            and (_says_missing(missing) or _called(view, function, name))
        ):
            return only, f"`{name}` has no body yet: it fails whenever it is called.", "not-implemented"
        if (
            isinstance(only, m.Jump)
            and only.kind == "pass"
            and _plain(function)
            and not _NOOP.search(name)
            and function.params
            and _called(view, function, name)
        ):
            return only, f"`{name}` is called, but does nothing.", "empty"
    if (
        not items
        and view.language != "python"
        and _plain(function)
        and function.params
        and function.name
        and not _NOOP.search(name)
    ):
        held = [
            c
            for c in (view.module.comments if view.module is not None else [])
            if function.line <= c.line <= function.end_line
        ]
        if not held and _called(view, function, name) and function.receiver is None:
            return function, f"`{name}` is called, but does nothing.", "empty"
    return None


def _missing(statement: m.Stmt) -> str | None:
    """The words of ``raise NotImplementedError``, ``throw new Error('not implemented')``, ``panic("not implemented")``."""
    value = statement.value if isinstance(statement, (m.Raise, m.ExprStmt, m.Return)) else None
    if isinstance(value, m.Sequence):
        value = value.items[-1] if value.items else None
    name = m.dotted(value.callee if isinstance(value, m.Call) else value)
    words = ""
    if isinstance(value, m.Call):
        first = value.positional(0)
        if isinstance(first, m.Literal) and isinstance(first.value, str):
            words = first.value
        elif isinstance(first, m.Template):
            words = " ".join(str(p.value) for p in first.parts if isinstance(p, m.Literal))
    if isinstance(statement, m.Raise) and name.rpartition(".")[2] in (
        "NotImplementedError",
        "NotImplementedException",
    ):
        return words
    fails = isinstance(statement, m.Raise) or name in (
        "panic",
        "errors.New",
        "fmt.Errorf",
        "todo",
        "unimplemented",
    )
    return words if fails and _says_missing(words) else None


def _says_missing(words: str) -> bool:
    return bool(
        re.search(
            r"not (?:yet )?(?:been )?implemented|unimplemented|\btodo\b|implement (?:me|this)|coming soon",
            words,
            re.I,
        )
    )


def _abstract(function: m.Function) -> bool:
    for decorator in function.decorators:
        name = m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator)
        if re.search(r"abstract|overload|singledispatch|property$|setter", name):
            return True
    owner = m.enclosing(function, m.Class)
    if owner is None:
        return False
    if owner.kind == "interface" or re.search(
        r"Base|Abstract|Protocol|Interface|Mixin|Backend$|Adapter$|Provider$|Strategy$|Null|ReadOnly|Immutable|Frozen",
        owner.name,
    ):
        return True
    if any(re.search(r"ABC|Protocol|Abstract|Interface|Base", m.dotted(b) or "") for b in owner.bases):
        return any(m.dotted(b).rpartition(".")[2] in ("ABC", "Protocol") for b in owner.bases)
    return False


def _plain(function: m.Function) -> bool:
    """A module-level function without decorators: no hook, no override."""
    return (
        not function.decorators
        and m.enclosing(function, m.Class) is None
        and m.enclosing(function, m.Function) is None
        and function.receiver is None
    )


def _called(view: FileView, function: m.Function, name: str) -> bool:
    """Whether code at head calls it; a method whose class has subclasses is theirs to fill."""
    owner = m.enclosing(function, m.Class)
    if owner is not None:
        pattern = re.compile(
            r"class\s+\w+.*[(,\s]" + re.escape(owner.name) + r"\b|extends\s+" + re.escape(owner.name) + r"\b"
        )
        if any(pattern.search(line) for _, _, line in view.repo.search([owner.name])):
            return False
    call = re.compile(r"(?<![\w])" + re.escape(name) + r"\s*\(")
    declared = re.compile(r"\b(?:def|function|func|async)\s+(?:\([^)]*\)\s*)?" + re.escape(name) + r"\s*\(")
    return any(call.search(line) and not declared.search(line) for _, _, line in view.repo.search([name]))


def _fake_answer(function: m.Function) -> tuple[m.Node, str, str] | None:
    """A return of made-up people and things, written into the code."""
    if re.search(
        r"mock|fake|sample|seed|demo|example|dummy|placeholder|fixture|default|stub",
        m.function_name(function),
        re.I,
    ):
        return None
    for statement in function.body.items:
        value = statement.value if isinstance(statement, m.Return) else None
        if isinstance(value, m.Call):
            wraps = re.search(r"(?:json|jsonify|Response|resolve|ok)$", m.dotted(value.callee))
            value = value.positional(0) if wraps else None
        if not isinstance(value, (m.Mapping, m.Sequence)):
            continue
        for node in value.walk():
            if (
                isinstance(node, m.Literal)
                and isinstance(node.value, str)
                and len(node.value) < 60
                and _FAKE.search(node.value)
                and isinstance(node.parent, (m.Pair, m.Arg))
            ):
                return (
                    statement,
                    f"`{m.function_name(function)}` answers with made-up data (`{node.value[:30]}`) that is written into the code.",
                    "fake",
                )
    return None


RULE = Rule(
    id="test-integrity/placeholder-code",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go"),
    title="Placeholder instead of code",
    what="New code that says it is not the real thing (\"in a real implementation\", \"TODO: implement\"), a body that only raises or does nothing "
    "although it is called, or an answer of made-up data.",
    why="It looks finished, passes review of its signature, and fails or lies where it is used.",
    fix="Write the code, or leave the function out and say so; a TODO that must stay names its issue.",
    bad=(
        Example(files={"app/billing.py": "def charge(card, amount):\n    # In a real implementation, this would call the payment provider.  # <-- here\n    return {'status': 'ok'}\n\n\ndef refund(payment):\n    raise NotImplementedError  # <-- here\n\n\ndef cancel(payment):\n    return refund(payment)\n"}),
        Example(files={"src/users.ts": "export async function findUser(id: string) {\n  // TODO: implement database lookup // <-- here\n  return null;\n}\n\nexport function currentUser() {\n  return { id: 1, name: 'John Doe', email: 'john@example.com' }; // <-- here\n}\n\nexport function exportUsers() {\n  throw new Error('Not implemented'); // <-- here\n}\n"}),
        Example(files={"billing/charge.go": 'package billing\n\nfunc Charge(amount int) error {\n\tpanic("not implemented") // <-- here\n}\n\nfunc Refund(id string) error {\n\t// For now, just return nil. // <-- here\n\treturn nil\n}\n'}),
    ),
    good=(
        Example(
            files={
                "app/stores.py": "from abc import ABC, abstractmethod\n\n\nclass Store(ABC):\n    @abstractmethod\n    def get(self, key):\n        raise NotImplementedError\n\n\n"
                "class Handler:\n    def handle(self, event):\n        raise NotImplementedError\n\n\nclass Mailer(Handler):\n    def handle(self, event):\n        send(event)\n\n\n"
                "class FrozenView(dict):\n    def __setitem__(self, key, value):\n        raise NotImplementedError('this view is read-only')\n\n\n"
                "def placeholders(values):\n    # One placeholder for each value of the SQL statement.\n    return ', '.join('%s' for _ in values)\n\n\n"
                "def price(order):\n    # TODO(#412): implement discounts for resellers\n    return order.total\n",
            }
        ),
        Example(files={"src/form.tsx": "// The placeholder shows until the user types.\nexport const Field = () => <input placeholder=\"Your name\" />;\n\nexport const noop = () => {};\n"}),
        Example(files={"tests/fakes.py": "def current_user():\n    # a fake implementation for tests\n    return {'name': 'Jane Doe'}\n"}),
    ),
    references=("https://docs.python.org/3/library/exceptions.html#NotImplementedError", "https://google.github.io/styleguide/pyguide.html#312-todo-comments"),
    site="Every new function, and every comment that says code is missing.",
)  # fmt: skip
