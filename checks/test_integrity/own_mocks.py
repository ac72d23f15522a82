"""What the stand-ins of one test were told to answer: ``service.price`` after ``when(service.price("mug")).thenReturn(3)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.syntax import model as m
from checks.test_integrity.assertion_words import words_of
from checks.test_integrity.strength import plain

_TOLD = words_of(
    """
    mockReturnValue mockResolvedValue mockReturnValueOnce mockResolvedValueOnce returns resolves thenReturn willReturn
    willReturnOnConsecutiveCalls willReturnMap Returns ReturnsAsync and_return andReturn Return returnsMany thenAnswer
    """
)
_MAKERS = re.compile(r"(?:^|\.)(?:Mock|MagicMock|AsyncMock|create_autospec|fn|stub|mockFn)$")
_PATH = re.compile(r"\(*(?:await )?\$?([\w@]+(?:\.\w+)*)")


def path(text: str) -> str:
    """Names that a call or a member goes through: ``service.price`` of ``(await $service->price("mug")).x``; without the wrappers
    that mock libraries put in between."""
    found = _PATH.match(plain(text).replace("->", ".").replace("?.", ".").replace("!!", ""))
    if found is None:
        return ""
    return re.sub(r"^(?:this|self)\.|\.(?:Object|object)(?=\.|$)", "", found.group(1))


def told(module: m.Module, test: m.Node) -> frozenset[str]:
    """Paths of calls whose answer the test itself sets; ``*.name`` where a patch replaces the name wherever it is."""
    found: set[str] = set()
    for node in test.walk():
        if isinstance(node, m.Assign) and node.value is not None and node.targets:
            found |= set(_assigned(module, node))
        elif isinstance(node, m.Call):
            found |= set(_stubbed(module, node))
            found |= set(_patched(node))
    found.discard("")
    return frozenset(found)


def _assigned(module: m.Module, node: m.Assign) -> Iterator[str]:
    target = node.targets[0]
    if isinstance(target, m.Attr) and target.name == "return_value":
        yield path(module.text(target.base)).removesuffix(".return_value")
    elif isinstance(node.value, m.Call) and isinstance(target, (m.Name, m.Attr)):
        name = m.dotted(node.value.callee).replace("()", "")
        if (
            _MAKERS.search(name)
            and (
                node.value.keyword("return_value") is not None
                or (name.endswith(("fn", "mockFn")) and node.value.args)
            )
        ) or (isinstance(node.value.callee, m.Attr) and node.value.callee.name in _TOLD):
            yield path(module.text(target))


def _stubbed(module: m.Module, call: m.Call) -> Iterator[str]:
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return
    if callee.name not in _TOLD:
        yield from _answer_first(module, call)
        return
    links = list(_links(callee.base))
    for name, on, inner in links:
        first = inner.positional(0)
        if name in ("when", "given", "every", "coEvery", "mocked") and first is not None:
            yield path(module.text(_single(first)))
            return
        if name in ("Setup", "SetupGet") and isinstance(first, m.Function) and on is not None:
            yield path(module.text(on)) + "." + _last(module, first)
            return
        if (
            name in ("method", "On", "shouldReceive", "stub")
            and isinstance(first, m.Literal)
            and on is not None
        ):
            yield path(module.text(on)) + "." + str(first.value)
            return
        if name == "receive" and isinstance(first, m.Literal):
            for parent in call.ancestors():
                if (
                    isinstance(parent, m.Call)
                    and isinstance(parent.callee, m.Attr)
                    and parent.callee.name == "to"
                ):
                    subject = parent.callee.base
                    if isinstance(subject, m.Call) and m.dotted(subject.callee) == "allow":
                        held = subject.positional(0)
                        yield (path(module.text(held)) if held is not None else "") + "." + str(first.value)
            return
    whole = path(module.text(callee.base))
    yield whole.replace(".EXPECT", "") if whole else ""


def _answer_first(module: m.Module, call: m.Call) -> Iterator[str]:
    """``doReturn(3).when(service).price("mug")``"""
    assert isinstance(call.callee, m.Attr)
    on = call.callee.base
    if not (isinstance(on, m.Call) and isinstance(on.callee, m.Attr) and on.callee.name == "when"):
        return
    start = on.callee.base
    held = on.positional(0)
    if (
        isinstance(start, m.Call)
        and m.dotted(start.callee).rpartition(".")[2] in ("doReturn", "willReturn")
        and held is not None
    ):
        yield path(module.text(held)) + "." + call.callee.name


def _links(node: m.Expr) -> Iterator[tuple[str, m.Expr | None, m.Call]]:
    while isinstance(node, (m.Call, m.Attr)):
        if isinstance(node, m.Call):
            if isinstance(node.callee, m.Attr):
                yield node.callee.name, node.callee.base, node
                node = node.callee.base
            else:
                yield (node.callee.id if isinstance(node.callee, m.Name) else ""), None, node
                return
        else:
            node = node.base


def _single(node: m.Expr) -> m.Node:
    """The one expression of a lambda, or the node itself."""
    if isinstance(node, m.Function) and len(node.body.items) == 1:
        only = node.body.items[0]
        if isinstance(only, (m.Return, m.ExprStmt)) and only.value is not None:
            return only.value
    return node


def _last(module: m.Module, function: m.Function) -> str:
    return path(module.text(_single(function))).rpartition(".")[2]


def _patched(call: m.Call) -> Iterator[str]:
    """``patch("shop.tax.tax")``, ``mocker.patch.object(Service, "close")``: the name is a stand-in wherever it is called."""
    name = m.dotted(call.callee)
    if name.endswith("patch.object"):
        target = call.positional(1)
    elif re.search(r"(?:^|\.)patch$", name):
        target = call.positional(0)
    else:
        return
    if isinstance(target, m.Literal) and isinstance(target.value, str) and "." in target.value + ".":
        yield "*." + target.value.rpartition(".")[2]


def is_told(name: str, answers: frozenset[str]) -> bool:
    """Whether a call of this path gets an answer that the test set."""
    return bool(name) and (name in answers or "*." + name.rpartition(".")[2] in answers)


def results(module: m.Module, test: m.Node) -> dict[str, str]:
    """Local name -> path of the call whose result it holds."""
    found: dict[str, str] = {}
    for node in test.walk():
        if isinstance(node, m.Assign) and node.value is not None and node.targets:
            value = node.value.value if isinstance(node.value, m.Await) else node.value
            if not isinstance(value, m.Call):
                continue
            called = path(module.text(value.callee))
            target = node.targets[0]
            for part in target.items if isinstance(target, m.Sequence) else node.targets:
                if isinstance(part, m.Name):
                    found[part.id] = called
    return found
