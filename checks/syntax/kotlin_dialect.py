"""How Kotlin's names bind, and what its own types and functions do with text; the rest is Java's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.syntax import java_dialect, member_calls
from checks.syntax import model as m
from checks.syntax.values import Value, constant, joined

if TYPE_CHECKING:
    from checks.syntax.evaluation import Evaluator

_JAVA = java_dialect.DIALECT
_SCALAR = (
    r"(?:U?Int|U?Long|U?Short|U?Byte|Float|Double|Boolean|Char|Number|BigDecimal|BigInteger|U[Uu][Ii][Dd]|(?:Local|Offset|Zoned)(?:Date|Time|DateTime)|Instant|Duration|Period|Timestamp|Date|Year|YearMonth|DayOfWeek|Month"
    r"|(?:Int|Long)(?:Array|Range)|KClass<[^>]*>|Locale|Pageable|HttpStatusCode|HttpMethod)"
)

_APPENDS = frozenset({"append", "appendLine"})


def _text_of_lambda(
    evaluator: Evaluator, call: m.Call, name: str, arguments: list[Value], depth: int
) -> Value | None:
    """``buildString { append(x) }`` and ``items.joinToString { text }``."""
    last = call.args[-1].value if call.args else None
    block = last if isinstance(last, m.Function) else None
    if name == "buildString()" and block is not None:
        pieces = [
            arg.value
            for node in block.body.walk()
            if isinstance(node, m.Call) and m.dotted(node.callee).rpartition(".")[2] in _APPENDS
            for arg in node.args[:1]
        ]
        return joined([evaluator.value(piece, depth) for piece in pieces[:50]], call) if pieces else None
    if isinstance(call.callee, m.Attr) and call.callee.name == "joinToString":
        if block is None:
            items = evaluator.value(call.callee.base, depth)
        else:
            items = joined(
                [
                    evaluator.value(r.value, depth)
                    for r in block.body.walk_scope()
                    if isinstance(r, m.Return) and r.value
                ]
            )
        others = arguments if block is None else arguments[:-1]
        separator = others[0] if others else constant(", ")
        return member_calls.separated([items], separator, call)
    return None


DIALECT = replace(
    _JAVA,
    constructor_properties=True,
    typed_names=re.compile(
        rf"^(?:(?:Mutable)?(?:List|Set|Collection|Iterable|Sequence|Flow)<|Array<|Optional<)?\s*(?:out\s+)?(?:java\.[\w.]+\.|kotlin\.(?:\w+\.)*)?{_SCALAR}\??>?(?![\w.])"
    ),
    typed_calls=re.compile(
        rf"{_JAVA.typed_calls.pattern}|.*\.to(?:U?Int|U?Long|U?Short|U?Byte|Float|Double|Boolean|BigDecimal|BigInteger)(?:OrNull)?\(\)(?:\.\w+\(\))*$|^(?:maxOf|minOf|enumValueOf)\(\)$"
        r"|.*::class(?:\.\w+)*$"
    ),
    typed_methods=re.compile(
        rf"{_JAVA.typed_methods.pattern}|^to(?:U?Int|U?Long|U?Short|U?Byte|Float|Double|Boolean|BigDecimal|BigInteger)(?:OrNull)?$|^(?:isNullOrEmpty|isNullOrBlank|isNotBlank|isNotEmpty|any|all|none|sum|sumOf|coerceIn|coerceAtMost|coerceAtLeast)$"
    ),
    passing_calls=re.compile(
        rf"{_JAVA.passing_calls.pattern}|^(?:listOf|listOfNotNull|setOf|mapOf|arrayOf|mutableListOf|mutableSetOf|mutableMapOf|arrayListOf|sequenceOf|requireNotNull|checkNotNull|StringBuilder|linkedMapOf|hashMapOf|hashSetOf|File|Path)\(\)$"
    ),
    text_methods=_JAVA.text_methods
    | {
        "trimIndent", "trimMargin", "lowercase", "uppercase", "replaceFirstChar", "take", "takeLast", "drop", "dropLast",
        "substringBefore", "substringAfter", "substringBeforeLast", "substringAfterLast", "orEmpty", "first", "firstOrNull", "last", "lastOrNull",
        "single", "singleOrNull", "toList", "toSet", "toTypedArray", "sorted", "sortedBy", "reversed", "filterNotNull", "distinct", "asSequence",
        "removePrefix", "removeSuffix", "removeSurrounding", "padStart", "padEnd", "ifBlank", "ifEmpty", "takeIf", "takeUnless", "readText", "await", "getOrNull", "getOrDefault",
        "toMutableList", "plus", "prependIndent", "format",
    },
    joining_methods=_JAVA.joining_methods | {"appendLine", "plus"},
    callbacks=_JAVA.callbacks | {"let", "also", "run", "map", "mapNotNull", "forEach", "joinToString", "mapIndexed", "onEach", "takeIf", "takeUnless", "filter", "firstOrNull"},
    mapping_methods=_JAVA.mapping_methods | {"mapNotNull", "let", "run"},
    call_value=_text_of_lambda,
    receiving_lambdas=frozenset({"use", "let", "also"}),
    closed_calls=re.compile(
        rf"{_JAVA.closed_calls.pattern}|^(?:listOf|setOf|mapOf|arrayOf|hashSetOf|hashMapOf|linkedMapOf|linkedSetOf|sortedSetOf|enumValues|mutableMapOf|mutableSetOf|mutableListOf)\(\)(?:\.(?:keys|values))?$"
    ),
    member_tests=_JAVA.member_tests | {"contains"},
    requiring_calls=_JAVA.requiring_calls | {"require", "check"},
)  # fmt: skip
