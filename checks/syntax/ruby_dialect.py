"""How Ruby's names bind, what its methods do with text, and which of its tests check a value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.dialects import Dialect
from checks.syntax.formatting import percent
from checks.syntax.own_functions import function_of_file, method_of_class
from checks.syntax.values import SAFE, Value, either, marked

if TYPE_CHECKING:
    from checks.syntax.evaluation import Evaluator
    from checks.syntax.flow import Flow

_MEMBER_TESTS = frozenset({"include?", "member?", "key?", "has_key?", "any?", "exclude?", "included_in?"})
_MATCHES = frozenset({"match?", "match", "fullmatch"})
_CLOSED_NAME = re.compile(
    r"allow|valid|permitted|sortable|whitelist|safe|column_names|columns", re.IGNORECASE
)
_WHOLE = re.compile(r"^(?:/|%r.)\\A.*\\[zZ](?:/|[^\w\s])[a-z]*$", re.DOTALL)
_WIDE = re.compile(r"\.[*+]|\\S[*+]|\[\^")


_TYPED_SYMBOL = re.compile(r"^(?:to_i|to_f|to_d|to_r|id|size|length|count|to_date|to_time|Integer|Float)$")
_NAMED_PLACE = re.compile(r"%(?:\{(\w+)\}|<(\w+)>)")


def _call_value(of: Evaluator, call: m.Call, name: str, arguments: list[Value], depth: int) -> Value | None:
    """``ids.map(&:to_i)``, ``format("%{a}", a: x)``, ``xs.join``."""
    callee = call.callee
    if isinstance(callee, m.Attr) and callee.name in ("map", "collect", "flat_map", "filter_map", "map!"):
        block = call.keyword("&")
        said = (
            [i.value for i in block.walk() if isinstance(i, m.Literal) and isinstance(i.value, str)]
            if block
            else []
        )
        if any(_TYPED_SYMBOL.match(word) for word in said):
            return SAFE
        if block is not None:
            if isinstance(block, m.Call) and m.dotted(block.callee) == "method" and said:
                return marked(replace(of.value(callee.base, depth), text=None), said)
            return replace(of.value(callee.base, depth), text=None)
    if name in ("format()", "sprintf()", "Kernel.format()") and arguments and arguments[0].text is not None:
        text = _NAMED_PLACE.sub(
            lambda found: f"%({found[1] or found[2]})" + ("s" if found[1] else ""), arguments[0].text
        )
        named = {a.name: v for a, v in zip(call.args, arguments, strict=False) if a.name}
        return percent(text, arguments[1:], named, call)
    if isinstance(callee, m.Attr) and callee.name in ("gsub", "tr", "delete") and _strips(call.positional(0)):
        return SAFE
    if isinstance(callee, m.Attr) and callee.name in ("pluck", "pick") and len(call.args) == 1:
        column = call.args[0].value
        if isinstance(column, m.Literal) and re.search(r"(?:^|_)ids?$", str(column.value)):
            return SAFE
    if isinstance(callee, m.Attr) and callee.name in ("fetch", "dig", "[]"):
        return _fetched(of, call, callee, arguments, depth)
    return None


def _fetched(of: Evaluator, call: m.Call, callee: m.Attr, arguments: list[Value], depth: int) -> Value | None:
    """``SORTS.fetch(key, "id")``: one of the values of a hash, or the default."""
    found = of.definition(callee.base)
    listed = of.flow.constant_name(m.dotted(callee.base).rpartition(".")[2])
    if isinstance(found, m.Mapping) or listed:
        inner = of.value(found, depth) if isinstance(found, m.Mapping) else SAFE
        given = [v for a, v in zip(call.args, arguments, strict=False) if a is not call.args[0]]
        return replace(either([inner, *given]), text=None)
    return None


def _strips(pattern: m.Expr | None) -> bool:
    """``/[^a-z_]/``: everything but word characters is taken out."""
    return (
        isinstance(pattern, m.Literal)
        and bool(re.match(r"^/?(?:\[\^[\w\\-]+\]|\\W)\+?/?[a-z]*$", str(pattern.value)))
        and pattern.kind == "regex"
    )


def _own_function(flow: Flow, callee: m.Expr, given: int) -> m.Function | None:
    """A method of the class around, or of the file."""
    if isinstance(callee, m.Name):
        found = flow.scopes.methods(callee.id, callee)
        if found:
            return found[0] if len(found) == 1 else None
        return function_of_file(flow, callee.id)
    return method_of_class(flow, callee, given)


def _passes(flow: Flow, test: m.Expr, text: str) -> bool:
    """``ALLOWED.include?(x)``, ``x.in?(ALLOWED)``, ``x.match?(/\\A[a-z]+\\z/)``, ``x =~ /\\A\\d+\\z/``."""
    if isinstance(test, m.Binary) and test.op in ("=~", "==="):
        for one, other in ((test.left, test.right), (test.right, test.left)):
            if _same(flow, one, text) and _whole(flow, other):
                return True
        return False
    if not isinstance(test, m.Call) or not isinstance(test.callee, m.Attr):
        return False
    name, base, first = test.callee.name, test.callee.base, test.positional(0)
    if first is None:
        return False
    if name in _MEMBER_TESTS:
        return name != "exclude?" and _same(flow, first, text) and closed(flow, base)
    if name == "in?":
        return _same(flow, base, text) and closed(flow, first)
    if name in _MATCHES:
        return (_same(flow, base, text) and _whole(flow, first)) or (
            _same(flow, first, text) and _whole(flow, base)
        )
    return False


def _same(flow: Flow, expr: m.Expr, text: str) -> bool:
    while isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr) and not expr.args:
        if expr.callee.name not in ("to_s", "to_sym", "downcase", "upcase", "strip", "to_str"):
            break
        if "".join(flow.module.text(expr).split()) == text:
            return True
        expr = expr.callee.base
    shown = "".join(flow.module.text(expr).split())
    return (
        shown == text or re.sub(r"(?:&?\.(?:to_s|to_sym|downcase|upcase|strip|to_str))+$", "", text) == shown
    )


def closed(flow: Flow, expr: m.Expr) -> bool:
    """Whether a collection is a list of constants, or has the name of one."""
    found = flow.definition(expr)
    while (
        isinstance(found, m.Call)
        and isinstance(found.callee, m.Attr)
        and found.callee.name in ("freeze", "keys", "values", "to_set", "map", "to_a", "dup")
    ):
        found = flow.definition(found.callee.base)
    if isinstance(found, m.Call) and found.new and m.dotted(found.callee) == "Set" and found.args:
        found = flow.definition(found.args[0].value)
    if isinstance(found, (m.Sequence, m.Mapping)):
        keys = [p.key for p in found.pairs] if isinstance(found, m.Mapping) else found.items
        return bool(keys) and all(isinstance(k, (m.Literal, m.Attr, m.Name)) for k in keys)
    if isinstance(found, m.Call) and isinstance(found.callee, m.Attr):
        name = found.callee.name
    else:
        name = m.dotted(found).rpartition(".")[2]
    return bool(name) and (flow.constant_name(name) or bool(_CLOSED_NAME.search(name)))


def _whole(flow: Flow, pattern: m.Expr) -> bool:
    """Whether a pattern speaks about the whole text and limits it. ``^`` and ``$`` are about lines in Ruby."""
    found = flow.definition(pattern)
    return (
        isinstance(found, m.Literal)
        and found.kind == "regex"
        and isinstance(found.value, str)
        and bool(_WHOLE.match(found.value))
        and not _WIDE.search(found.value)
    )


DIALECT = Dialect(
    fields_visible_in_methods=True,
    bare_calls=True,
    blocks_share_names=True,
    fields_followed=True,
    own_function=_own_function,
    joining_operators=frozenset({"<<"}),
    passes=_passes,
    call_value=_call_value,
    accessors=True,
    mutators=frozenset({"concat", "prepend", "merge!"}),
    not_mutators=frozenset({"update", "write", "add", "extend"}),
    typed_calls=re.compile(
        r"^(?:Integer|Float|Rational|Complex|rand|Date\.\w+|Time\.\w+|DateTime\.\w+|Date|Time|Kernel\.Integer|Kernel\.Float|BigDecimal|SecureRandom\.\w+|Digest\.\w+\.hexdigest|Process\.\w+|Array\.size|Random\.\w+|block_given\?|defined\?"
        r"|object_id|Time\.zone\.\w+|ActiveModel\.Type\.(?:Integer|Boolean|Float|Date)\(\)\.cast|ActiveRecord\.Type\.\w+\(\)\.cast)\(\)(?:\.\w+[?!]?\(\))*$"
    ),
    typed_methods=re.compile(
        r"^(?:to_i|to_f|to_r|to_d|to_c|to_date|to_time|to_datetime|size|length|count|sum|hash|object_id|ord|id|ids|abs|ceil|floor|round|truncate|bytesize|index|\w+\?|<=>|day|month|year|hour|min|yday|wday|epoch|iso8601|strftime|beginning_of_\w+"
        r"|end_of_\w+|ago|from_now|days|hours|minutes|weeks|months|years|seconds|to_fs|to_formatted_s|utc|in_time_zone|table_name|quoted_table_name|primary_key|quoted_primary_key|column_names|model_name|sequence_name|hexdigest|times|upto"
        r"|current_page|per_page|total_pages|offset_value|limit_value|foreign_key|polymorphic_name|sti_name|inheritance_column|to_bool|nonzero|succ|pred|numerator|bit_length|divmod|fdiv|modulo)$"
    ),
    passing_calls=re.compile(
        r"^(?:String|Array|Hash|URI\.(?:parse|join|decode_www_form_component)|CGI\.unescape|JSON\.(?:parse|generate|dump)|YAML\.load|File\.(?:join|expand_path|absolute_path|dirname)|Pathname|Base64\.\w+|StringIO|Array\.new|Set|Regexp|URI|Rails\.root\.join|Nokogiri\.\w+|Marshal\.load)\(\)$"
    ),
    format_calls=re.compile(r"^(?:Kernel\.)?(?:format|sprintf)\(\)$"),
    text_methods=frozenset(
        {"to_s", "to_str", "to_sym", "downcase", "upcase", "capitalize", "swapcase", "titleize", "titlecase", "camelize", "underscore", "humanize", "squish", "chomp", "chop", "chars", "lines", "gsub", "sub", "tr", "delete", "squeeze", "reverse", "dup", "clone",
         "freeze", "presence", "first", "last", "compact", "uniq", "flatten", "sort", "reject", "select", "filter", "fetch", "dig", "permit", "require", "to_h", "to_unsafe_h", "to_unsafe_hash", "permit!", "slice", "except", "values", "keys", "values_at", "to_a",
         "sample", "shift", "pop", "take", "drop", "join", "html_safe", "unpack", "force_encoding", "scrub", "unicode_normalize", "b", "try", "then", "tap", "itself", "read", "string", "body", "ljust", "rjust", "center", "delete_prefix", "delete_suffix", "each_slice",
         "each_with_index", "with_index", "stringify_keys", "symbolize_keys", "deep_symbolize_keys", "with_indifferent_access", "transform_values", "merge", "reverse_merge", "compact_blank", "strip_heredoc", "sort_by", "min_by", "max_by", "group_by", "filter_map", "flat_map", "collect", "push", "concat", "as_json", "indent", "succ", "insert", "prepend", "rstrip", "lstrip", "split"}
    ),
    joining_methods=frozenset({"concat", "prepend"}),
    callbacks=frozenset(
        {"collect", "select", "reject", "flat_map", "filter_map", "each_with_object", "map!", "sort_by", "group_by", "partition", "detect", "any?", "all?", "none?", "sum", "each_slice", "each_pair", "transform_values", "each_with_index", "each", "then", "tap", "find_each"}
    ),
    mapping_methods=frozenset({"collect", "flat_map", "filter_map", "map!", "then"}),
    member_tests=frozenset({"include?", "member?", "key?", "has_key?"}),
)  # fmt: skip
