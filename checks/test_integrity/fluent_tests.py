"""Assertions of Java, Kotlin, C#, PHP, Ruby and Rust tests: plain calls (``assertEquals(a, b)``) and chains (``assertThat(a).isEqualTo(b)``,
``a.Should().Be(b)``, ``expect(a).to eq(b)``) over one table of words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.test_integrity.assertion_words import (
    BROAD,
    CALLS,
    FAILS,
    ROOTS,
    SWALLOWS,
    THROWS,
    key,
    words_of,
)
from checks.test_integrity.chains import (
    TYPED,
    Chain,
    chain_of,
    demanded,
    expected_value,
    is_boolean,
    is_inner,
    matcher_strength,
    thrown,
)
from checks.test_integrity.strength import Assertion, Strength, constant, has_call, number, plain

_OWNERS = words_of(
    "Assert Assertions StringAssert CollectionAssert ClassicAssert FileAssert AssertJUnit TestCase"
)
_SELVES = frozenset({"this", "self", "static", "parent", ""})
_HELPER = re.compile(
    r"_*(?:[aA]ssert|[vV]erif(?:y|ies)|[cC]heck|[eE]nsure|[eE]xpect|[sS]hould|[mM]ust|[vV]alidate|[rR]equire)(?:s|That|_|[A-Z]|!|$)|_*(?:fail)(?:s|_|[A-Z]|$)"
)
_LINK = re.compile(
    r"(?:should|Should|must_|wont_)|(?:andExpect|andExpectAll|verify|Verify|VerifyAll|VerifyNoOtherCalls|Received|DidNotReceive|ReceivedWithAnyArgs"
    r"|MustHaveHappened\w*|MustNotHaveHappened|until|untilAsserted|untilTrue|expect[A-Z]\w*|expects|shouldReceive|shouldHaveReceived|assert\w+|Assert[A-Z]\w*)$"
)
_SIZE = re.compile(r"^(.*?)(?:\.|->)(?:size|length|count|len|Count|Length)(?:\(\))?$", re.S)
_COUNT = re.compile(r"^(?:count|strlen|sizeof)\((.*)\)$", re.S)
_FIRST_IS_ACTUAL = frozenset({"rust"})


def assertions(module: m.Module, body: m.Node, helpers: frozenset[str]) -> Iterator[Assertion]:
    """Every demand below a node, helpers that assert included."""
    for node in body.walk():
        if isinstance(node, m.Call):
            if not is_inner(node):
                yield from _of_call(module, node, helpers)
        elif isinstance(node, m.Assertion):
            strength, subject, tautology = _truth(module, node.test)
            yield _made(module, node, strength, subject, tautology=tautology)
        elif isinstance(node, m.Binary) and node.op == ">" and isinstance(node.right, m.Function):
            # Kotlin's ``assertThrows<Kind> { ... }`` reads like two comparisons.
            inner = node.left
            if isinstance(inner, m.Binary) and inner.op == "<" and key(m.dotted(inner.left)) in THROWS:
                broad = m.dotted(inner.right).rpartition(".")[2] in BROAD
                yield _made(module, node, Strength.WEAK if broad else Strength.STRUCTURAL, "raises")
        elif isinstance(node, m.Raise) and m.enclosing(node, m.Handler) is None:
            raised = node.value.callee if isinstance(node.value, m.Call) else node.value
            if re.search(r"Assertion|Fail", m.dotted(raised)):
                yield _made(module, node, Strength.WEAK, "fail", helper=True)


def _made(
    module: m.Module, node: m.Node, strength: Strength, subject: str, *, tolerance: float | None = None,
    tautology: bool = False, helper: bool = False, own_output: bool = False,
) -> Assertion:  # fmt: skip
    return Assertion(
        node.line, node.end_line, strength, plain(subject), plain(module.text(node)), node,
        tolerance, tautology, swallowed(module, node), helper, own_output,
    )  # fmt: skip


def swallowed(module: m.Module, node: m.Node) -> bool:
    """Whether a failing assertion here is caught and dropped, or never runs."""
    caught = SWALLOWS.get(module.language, frozenset())
    previous = node
    for parent in node.ancestors():
        if isinstance(parent, m.Try) and previous is parent.body:
            if any(_drops(handler, caught, module.language) for handler in parent.handlers):
                return True
        elif (
            isinstance(parent, m.If)
            and previous is parent.body
            and isinstance(parent.test, m.Literal)
            and not parent.test.value
        ):
            return True
        elif isinstance(parent, m.Function) and parent.name:
            return False
        previous = parent
    return False


def _drops(handler: m.Handler, caught: frozenset[str], language: str) -> bool:
    names = [
        m.dotted(t).rpartition(".")[2]
        for part in handler.types
        for t in (part.items if isinstance(part, m.Sequence) else [part])
    ]
    if names and not caught & set(names):
        return False
    if not names and language != "csharp":
        return False
    for node in handler.body.walk():
        if isinstance(node, (m.Raise, m.Assign, m.Return, m.Assertion)):
            return False
        if isinstance(node, m.Call):
            last = m.dotted(node.callee).rpartition(".")[2]
            if _HELPER.match(last) or last in FAILS or last in ("add", "set", "skip", "Skip", "exit"):
                return False
    return True


def _of_call(module: m.Module, call: m.Call, helpers: frozenset[str]) -> Iterator[Assertion]:
    chain = chain_of(call)
    names = [name for name, _, _ in chain.links]
    if chain.call is not None and chain.root in ROOTS:
        yield from _rooted(module, call, chain)
        return
    if chain.root in ROOTS and chain.root == "is_expected" and names:
        yield _made(module, call, demanded(module, chain.links)[0], "subject")
        return
    if "Should" in names and names[-1] != "Should":
        at = names.index("Should")
        yield _judged(module, call, module.text(chain.links[at][1]), chain.links[at + 1 :])
        return
    if "then" in names and chain.root == "given" and names[-1] != "then":  # REST Assured
        yield _made(module, call, Strength.EXACT, "response", helper=True)
        return
    if not chain.links:
        if chain.root:
            yield from _plain_call(module, call, chain.root, helpers)
        return
    name, base, last_call = chain.links[-1]
    owner = m.dotted(base).rpartition(".")[2]
    if last_call is None:
        return
    if owner in _OWNERS | _SELVES or (
        owner.lower() == owner and owner in ("insta", "assert", "pretty_assertions")
    ):
        word = (
            name
            if key(name).startswith(("assert", "expect", "fail", "refute")) or owner not in _OWNERS
            else "assert" + name
        )
        if word == "assertThat" and owner in _OWNERS | _SELVES:
            yield from _rooted(module, call, Chain("assertThat", last_call, ()))
        elif word == "assertPass":
            yield _made(module, call, Strength.WEAK, "pass", tautology=True)
        else:
            yield from _plain_call(module, call, word, helpers)
        return
    for index, (link, on, _) in enumerate(chain.links):
        if link in ("assertThat", "That") and m.dotted(on).rpartition(".")[2] in _OWNERS:
            inner = chain.links[index][2]
            yield from _rooted(module, call, Chain("assertThat", inner, chain.links[index + 1 :]))
            return
        if link in ("verify",) and chain.links[index][2] is not None and index + 1 < len(names):
            yield _made(module, call, Strength.EXACT, f"verify {names[index + 1]}")
            return
    if re.match(r"(?:should|must_|wont_|Should)", name):
        yield _judged(module, call, module.text(base), chain.links[-1:])
        return
    answers = [
        c for n, _, c in chain.links if n in ("andExpect", "expect") and c is not None and len(c.args) == 1
    ]
    if answers and names[0] in ("perform", "exchange", "andExpect"):
        for answer in answers:
            yield from _expected_answer(module, answer)
        return
    if any(_LINK.match(n) for n in names):
        yield _made(module, call, Strength.EXACT, module.text(call), helper=True)
        return
    if module.language == "rust" and name in ("unwrap", "expect", "unwrap_err", "expect_err"):
        yield _made(module, call, Strength.WEAK, module.text(base), helper=True)
    elif name in helpers or _HELPER.match(name) or name in FAILS:
        yield _made(
            module,
            call,
            Strength.EXACT if name not in FAILS else Strength.WEAK,
            module.text(call),
            helper=True,
        )


def _expected_answer(module: m.Module, link: m.Call) -> Iterator[Assertion]:
    """``andExpect(jsonPath("$.title").value("Write"))``: each expectation of an answer by itself."""
    matcher = link.args[0].value
    inner = chain_of(matcher)
    subject = module.text(inner.call) if inner.call is not None else module.text(matcher)
    words = [key(n) for n, _, _ in inner.links]
    weak = bool(words) and words[-1] in (
        "exists",
        "isarray",
        "isstring",
        "isnumber",
        "isnotempty",
        "isboolean",
        "ismap",
        "is2xxsuccessful",
        "is4xxclienterror",
    )
    whole = inner.root in ("content", "model", "view", "header") or not words
    yield _made(module, matcher, Strength.WEAK if weak else Strength.EXACT, subject, helper=whole)


def _rooted(module: m.Module, call: m.Call, chain: Chain) -> Iterator[Assertion]:
    root = chain.call
    assert root is not None
    values = [a.value for a in root.args]
    names = [name for name, _, _ in chain.links]
    if chain.root.lower().startswith(("verify", "coverify", "confirmverified")) or chain.root == "then":
        if (
            chain.root in ("verify", "then")
            and not chain.links
            and not any(isinstance(v, m.Function) for v in values)
        ):
            return
        told = names[0] if names else ""
        if told == "should" and len(names) > 1:
            told = names[1]
        subject = f"verify {plain(module.text(values[0])) if values else ''} {told}"
        loose = any(
            isinstance(n, m.Call) and m.dotted(n.callee).rpartition(".")[2] == "any" for n in call.walk()
        )
        yield _made(module, call, Strength.STRUCTURAL if loose else Strength.EXACT, subject)
        return
    if not chain.links:
        if chain.root in ("assertThat",) and len(values) >= 2:
            strength = matcher_strength(module, values[-1])
            yield _made(module, call, strength, module.text(values[-2] if len(values) > 2 else values[0]))
        elif chain.root == "assertThat" and len(values) == 1:
            strength, subject, tautology = _truth(module, values[0])
            if module.language == "csharp":
                yield _made(module, call, strength, subject, tautology=tautology)
        elif chain.root in ("should", "should_not"):
            yield _made(module, call, Strength.EXACT, module.text(call), helper=True)
        elif chain.root.startswith("assertThat"):
            yield _made(module, call, Strength.STRUCTURAL, "raises")
        return
    subject = module.text(values[0]) if values else ""
    if values and isinstance(values[0], m.Function):
        subject = "raises"
    if chain.root in ("expect", "_") and names[-1] in ("not", "to", "and") and not root.args:
        return
    yield _judged(module, call, subject, chain.links, values[0] if values else None)


def _judged(
    module: m.Module, call: m.Call, subject: str, links: tuple[tuple[str, m.Expr, m.Call | None], ...], value: m.Expr | None = None
) -> Assertion:  # fmt: skip
    """A chain of links over one subject."""
    strength, known = demanded(module, links)
    sized = _SIZE.match(subject)
    if sized and strength is Strength.EXACT:
        strength, subject = Strength.STRUCTURAL, sized.group(1)
    expected = expected_value(links)
    tautology = own = False
    if expected is not None and strength is Strength.EXACT:
        same = plain(module.text(expected)) == plain(subject)
        tautology, own = same and not has_call(expected), same and has_call(expected)
        if not same and value is not None and isinstance(expected, m.Name):
            left, right = _origin(value), _origin(expected)
            own = (
                isinstance(left, m.Call)
                and left is not right
                and plain(module.text(left)) == plain(module.text(right))
            )
    if isinstance(value, m.Literal) and value.kind == "bool" and strength <= Strength.WEAK and known:
        tautology = True
    if (
        isinstance(value, m.Literal)
        and expected is not None
        and constant(expected)
        and plain(module.text(value)) == plain(module.text(expected))
    ):
        tautology = True
    tolerance = next(
        (number(a.value) for n, _, c in links if key(n) in ("becloseto", "closeto", "beapproximately") and c is not None for a in c.args[1:2]), None
    )  # fmt: skip
    return _made(module, call, strength, subject, tautology=tautology, own_output=own, tolerance=tolerance)


def _plain_call(module: m.Module, call: m.Call, name: str, helpers: frozenset[str]) -> Iterator[Assertion]:
    word = key(name)
    values = [a.value for a in call.args if a.name is None or module.language in ("kotlin", "php", "csharp")]
    if name in FAILS or word in ("assertfail", "fail"):
        yield _made(module, call, Strength.WEAK, "fail", helper=True)
        return
    if word in THROWS and word.startswith(("assert", "should", "expect")):
        broad = word in (
            "assertfails",
            "shouldthrowany",
            "assertthrowsany",
            "assertcatch",
            "assertthrowsanyasync",
        ) and not TYPED.match(module.text(call))
        strength = Strength.WEAK if broad else thrown(module, call, Strength.STRUCTURAL)
        yield _made(module, call, strength, "raises")
        return
    known = CALLS.get(word)
    if known is None:
        if name in helpers or name.rstrip("!") in helpers or _HELPER.match(name):
            yield _made(module, call, Strength.EXACT, module.text(call), helper=True)
        return
    strength = known
    tautology = own = False
    tolerance = None
    subject = module.text(values[0]) if values else ""
    if (
        strength is Strength.EXACT
        and len(values) > 1
        and "null" not in word
        and "empty" not in word
        and "nil" not in word
    ):
        expected, actual = values[0], values[1]
        if (constant(actual) and not constant(expected)) or (
            module.language in _FIRST_IS_ACTUAL and not constant(expected)
        ):
            expected, actual = actual, expected
        subject = module.text(actual)
        same = plain(module.text(expected)) == plain(subject)
        called = has_call(expected)
        tautology, own = same and not called, same and called
        if not same:
            left, right = _origin(expected), _origin(actual)
            own = (left is not expected or right is not actual) and left is not right and isinstance(left, m.Call) and has_call(left) and (
                plain(module.text(left)) == plain(module.text(right)) and bool(left.args)
            )  # fmt: skip
        if is_boolean(expected):
            strength = Strength.WEAK
        sized = _SIZE.match(subject) or _COUNT.match(subject)
        if sized:
            strength, subject = Strength.STRUCTURAL, sized.group(1)
        if len(values) > 2 and word in (
            "assertequals",
            "assertequalswithdelta",
            "assertindelta",
            "assertequal",
            "assertareequal",
        ):
            tolerance = number(values[2])
    elif word in ("asserttrue", "assert", "assertistrue", "debugassert") and values:
        strength, subject, tautology = _truth(module, values[0])
        if module.language == "kotlin" and isinstance(values[-1], m.Function) and not values[0:1]:
            tautology = False
    elif word in ("assertfalse", "assertisfalse", "refute", "assertnot") and values:
        tautology = isinstance(values[0], m.Literal) and not values[0].value
    elif strength is Strength.STRUCTURAL and len(values) > 1:
        sized_word = word in (
            "assertcount",
            "assertcontains",
            "assertstringcontainsstring",
            "assertarrayhaskey",
            "assertmatch",
            "assertmatchesregularexpression",
        )
        subject = module.text(values[1] if sized_word or constant(values[0]) else values[0])
    elif word in ("assertisinstanceof", "assertinstanceof", "assertkindof") and len(values) > 1:
        subject = module.text(values[1])
    yield _made(module, call, strength, subject, tautology=tautology, own_output=own, tolerance=tolerance)


def _truth(module: m.Module, test: m.Expr) -> tuple[Strength, str, bool]:
    """Strength, subject and tautology of a condition that must hold."""
    text = module.text
    if isinstance(test, m.Literal):
        return Strength.WEAK, text(test), bool(test.value)
    if isinstance(test, m.Binary):
        left, right = (test.right, test.left) if constant(test.left) else (test.left, test.right)
        same = plain(text(left)) == plain(text(right)) and not has_call(left)
        if test.op in ("==", "===", "is"):
            return (Strength.WEAK if is_boolean(right) else Strength.EXACT), text(left), same
        if test.op in ("!=", "!==", "is not"):
            return Strength.WEAK, text(left), False
        if test.op in ("<", "<=", ">", ">=", "in", "instanceof", "=~"):
            return Strength.STRUCTURAL, text(left), False
        if test.op == "and":
            one, two = _truth(module, test.left), _truth(module, test.right)
            return max(one, two, key=lambda found: found[0])
        return Strength.WEAK, text(test), False
    if isinstance(test, m.Call):
        name = m.dotted(test.callee).rpartition(".")[2]
        if name in ("equals", "Equals", "SequenceEqual", "equal?", "eql?", "contentEquals") and isinstance(
            test.callee, m.Attr
        ):
            return Strength.EXACT, text(test.callee.base), False
        if name == "matches!":
            first = test.positional(0)
            return Strength.STRUCTURAL, text(first) if first is not None else "", False
        if name in (
            "contains",
            "startsWith",
            "endsWith",
            "Contains",
            "StartsWith",
            "EndsWith",
            "starts_with",
            "ends_with",
            "include?",
            "matches",
            "all",
            "All",
            "in_array",
        ) and isinstance(test.callee, m.Attr):
            return Strength.STRUCTURAL, text(test.callee.base), False
        if isinstance(test.callee, m.Attr):
            return Strength.WEAK, text(test.callee.base), False
    return Strength.WEAK, text(test), False


def _origin(node: m.Expr) -> m.Expr:
    """The only assignment of a local name in the same function."""
    if not isinstance(node, m.Name):
        return node
    function = m.enclosing(node, m.Function)
    if function is None:
        return node
    found = [
        a for a in function.body.walk()
        if isinstance(a, m.Assign) and any(isinstance(t, m.Name) and t.id == node.id for t in a.targets)
    ]  # fmt: skip
    return found[0].value if len(found) == 1 and found[0].value is not None else node
