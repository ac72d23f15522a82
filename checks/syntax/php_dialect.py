"""How PHP's names bind, what its functions do with text, and which of its tests check a value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.dialects import Dialect
from checks.syntax.own_functions import function_of_file, method_of_class
from checks.syntax.values import SAFE, Value, either, marked

if TYPE_CHECKING:
    from checks.syntax.evaluation import Evaluator
    from checks.syntax.flow import Flow

_SCALAR = (
    r"(?:int|float|bool|true|false|null|void|(?:Illuminate\.Support\.)?Carbon(?:Immutable|Interface)?|(?:Carbon\.)Carbon(?:Immutable|Interface)?"
    r"|DateTime(?:Immutable|Interface)?|DateInterval|(?:\w+\.)*Uuid(?:Interface)?|(?:\w+\.)*Ulid|BackedEnum|UnitEnum|(?:\w+\.)*Pagerfanta)"
)

_OPERATOR_KEYS = frozenset(
    {"REQUEST_METHOD", "REMOTE_ADDR", "REMOTE_PORT", "SERVER_ADDR", "SERVER_PORT", "SERVER_SOFTWARE", "SERVER_PROTOCOL", "SERVER_ADMIN", "DOCUMENT_ROOT",
     "SCRIPT_FILENAME", "SCRIPT_NAME", "REQUEST_TIME", "REQUEST_TIME_FLOAT", "HTTPS", "GATEWAY_INTERFACE", "REQUEST_SCHEME", "argc", "CONTEXT_DOCUMENT_ROOT"}
)  # fmt: skip
"""Members of ``$_SERVER`` that the server sets (https://www.php.net/manual/en/reserved.variables.server.php)."""

_NUMBER_FILTERS = re.compile(
    r"^FILTER_VALIDATE_(?:INT|FLOAT|BOOL(?:EAN)?|IP|MAC)$|^FILTER_SANITIZE_NUMBER_INT$"
)
_TYPE_TESTS = frozenset(
    {"is_int", "is_integer", "is_long", "is_numeric", "is_float", "is_bool", "ctype_digit", "ctype_alnum", "ctype_alpha", "ctype_xdigit"}
)  # fmt: skip


_CAST = re.compile(r"^(?:intval|floatval|boolval|absint|count|strlen|is_\w+)$")


def _call_value(of: Evaluator, call: m.Call, name: str, arguments: list[Value], depth: int) -> Value | None:
    """``array_map('intval', $ids)``, ``array_map(fn ($id) => ..., $ids)``, ``array_fill(0, 3, '?')``, ``filter_var($x, FILTER_VALIDATE_INT)``."""
    if name == "array_map()" and len(arguments) > 1:
        callback = call.args[0].value
        if isinstance(callback, m.Function):
            returned = [r.value for r in callback.body.walk_scope() if isinstance(r, m.Return) and r.value]
            if returned:
                return replace(either([of.value(r, depth) for r in returned]), text=None)
        said = [i.value for i in callback.walk() if isinstance(i, m.Literal) and isinstance(i.value, str)]
        if any(_CAST.match(word) for word in said):
            return SAFE
        return marked(replace(arguments[1], text=None), said)
    if name == "array_filter()" and arguments:
        return replace(arguments[0], text=None)
    if name in ("filter_var()", "filter_input()"):
        asked = [m.dotted(a.value) for a in call.args]
        if any(_NUMBER_FILTERS.match(one) for one in asked):
            return SAFE
        return replace(arguments[0], text=None) if name == "filter_var()" and arguments else None
    if name == "preg_replace()" and len(arguments) == 3 and _strips(call.args[0].value):
        return SAFE
    return None


def _strips(pattern: m.Expr) -> bool:
    """``/[^a-z_]/``: everything but word characters is taken out."""
    return isinstance(pattern, m.Literal) and bool(
        re.match(r"^(.)\[\^[\w\\-]+\]\+?\1[a-z]*$", str(pattern.value))
    )


def _own_function(flow: Flow, callee: m.Expr, given: int) -> m.Function | None:
    if isinstance(callee, m.Name):
        return function_of_file(flow, callee.id)
    return method_of_class(flow, callee, given)


def _trusted(expr: m.Expr) -> bool:
    """Members of ``$_SERVER`` that the server sets, names of WordPress's tables."""
    if isinstance(expr, m.Attr) and m.dotted(expr.base).rpartition(".")[2] == "wpdb":
        return not isinstance(expr.parent, m.Call) or expr.parent.callee is not expr
    return (
        isinstance(expr, m.Index)
        and isinstance(expr.base, m.Name)
        and expr.base.id == "_SERVER"
        and isinstance(expr.key, m.Literal)
        and expr.key.value in _OPERATOR_KEYS
    )


def _passes(flow: Flow, test: m.Expr, text: str) -> bool:
    """``in_array($x, ALLOWED)``, ``isset(MAP[$x])``, ``ctype_digit($x)``, ``preg_match('/^[a-z]+$/', $x)``."""
    if (
        isinstance(test, m.Binary)
        and test.op in ("===", "==", ">")
        and _is_literal(test.right, 0 if test.op == ">" else 1)
    ):
        test = test.left
    if not isinstance(test, m.Call) or not isinstance(test.callee, m.Name):
        return False
    name = test.callee.id.lower()
    first, second = test.positional(0), test.positional(1)
    if name in ("in_array", "array_key_exists", "key_exists", "array_search"):
        return first is not None and second is not None and _same(flow, first, text) and closed(flow, second)
    if name == "isset":
        return any(
            isinstance(a.value, m.Index) and _same(flow, a.value.key, text) and closed(flow, a.value.base)
            for a in test.args
        )
    if name in _TYPE_TESTS:
        return first is not None and _same(flow, first, text)
    if name == "filter_var":
        return (
            first is not None and _same(flow, first, text) and bool(_NUMBER_FILTERS.match(m.dotted(second)))
        )
    if name == "preg_match":
        return second is not None and _same(flow, second, text) and _whole(flow, first)
    return False


def _is_literal(expr: m.Expr, number: int) -> bool:
    return isinstance(expr, m.Literal) and (
        expr.value is True or (expr.kind == "int" and expr.value == number)
    )


def _same(flow: Flow, expr: m.Expr, text: str) -> bool:
    if isinstance(expr, m.Binary) and expr.op == "??":  # `$_GET['sort'] ?? ''`
        expr = expr.left
    while (
        isinstance(expr, m.Call)
        and m.dotted(expr.callee) in ("strtolower", "strtoupper", "trim", "int")
        and expr.args
    ):
        expr = expr.args[0].value
    return "".join(flow.module.text(expr).split()) == text


def closed(flow: Flow, expr: m.Expr) -> bool:
    """Whether a collection is a list of constants, or has the name of one."""
    found = flow.definition(expr)
    while (
        isinstance(found, m.Call)
        and m.dotted(found.callee) in ("array_keys", "array_values", "array_flip", "array_merge")
        and found.args
    ):
        found = flow.definition(found.args[0].value)
    if isinstance(found, (m.Sequence, m.Mapping)):
        keys = [p.key for p in found.pairs] if isinstance(found, m.Mapping) else found.items
        return bool(keys) and all(isinstance(k, (m.Literal, m.Attr)) for k in keys)
    name = m.dotted(found).rpartition(".")[2]
    return bool(name) and (
        flow.constant_name(name)
        or re.search(r"allow|valid|permitted|sortable|whitelist|column", name, re.IGNORECASE) is not None
    )


_ANCHORED = re.compile(r"^(?P<mark>[/#~@!%{])(?:\^|\\A).*(?:\$|\\z|\\Z)(?P=mark)[a-zA-Z]*$", re.DOTALL)


def _whole(flow: Flow, pattern: m.Expr | None) -> bool:
    value = flow.constant(pattern)
    return (
        isinstance(value, str)
        and bool(_ANCHORED.match(value))
        and not re.search(r"\.[*+]|\\S[*+]|\[\^", value)
    )


DIALECT = Dialect(
    types_enforced=True,
    own_function=_own_function,
    fields_followed=True,
    accessors=True,
    passes=_passes,
    call_value=_call_value,
    trusted=_trusted,
    imports_name_classes=False,
    typed_names=re.compile(rf"^\??{_SCALAR}(?:\|{_SCALAR})*$"),
    typed_calls=re.compile(
        r"^(?:int|float|bool|intval|floatval|doubleval|boolval|count|sizeof|strlen|mb_strlen|time|microtime|mktime|strtotime|date|gmdate|rand|mt_rand|random_int|abs|ceil|floor|round|max|min"
        r"|array_sum|array_product|crc32|strpos|stripos|strrpos|strcmp|is_\w+|isset|empty|in_array|array_key_exists|ctype_\w+|preg_match|preg_match_all|md5|sha1|hash|bin2hex|uniqid|spl_object_id|memory_get_usage"
        r"|absint|get_current_user_id|get_the_ID|get_current_blog_id|get_option|current_time|wp_create_nonce|filemtime|filesize|ip2long|number_format|now|today|Str\.(?:uuid|ulid|random)|Illuminate\.Support\.Str\.(?:uuid|ulid|random)"
        r"|(?:\w+\.)*(?:Carbon|CarbonImmutable)\.\w+|DateTime|DateTimeImmutable|(?:\w+\.)*Uuid\.\w+|(?:\w+\.)*[A-Z]\w*\.tryFrom|(?:\w+\.)*Auth\.id|auth\(\)\.id|random_bytes|lastInsertId|php_sapi_name|phpversion|gettype|get_class)\(\)"
        r"(?:\.\w+(?:\(\))?)*$"
    ),
    typed_methods=re.compile(
        r"^(?:count|id|getId|getKey|getKeyName|getTable|getTableName|integer|boolean|float|date|getTimestamp|timestamp|rowCount|lastInsertId|insertGetId|size|getSize|exists|isEmpty|isValid|getInt|getBoolean|getTime|getOffset"
        r"|getLimit|getPage|perPage|currentPage|getQuotedIdentifier|isValidUuid|getStatusCode|getDigits|getAlnum|toRfc4122|inRandomOrder|get_charset_collate|getShortName|getAuthIdentifier)$"
    ),
    passing_calls=re.compile(
        r"^(?:storage_path|public_path|base_path|resource_path|app_path|database_path|trim|ltrim|rtrim|strtolower|strtoupper|mb_strtolower|mb_strtoupper|ucfirst|lcfirst|ucwords|nl2br|strval|substr|mb_substr|str_replace|str_ireplace|preg_replace|preg_replace_callback|strtr|strrev|str_pad|str_repeat|wordwrap"
        r"|urldecode|rawurldecode|html_entity_decode|htmlspecialchars_decode|stripslashes|base64_decode|json_decode|unserialize|explode|str_split|preg_split|array_map|array_filter|array_merge|array_values|array_keys|array_unique"
        r"|array_reverse|array_slice|array_column|array_combine|array_fill|array_fill_keys|array_flip|array_pop|array_shift|array_diff|array_intersect_key|reset|end|current|next|iterator_to_array|compact|collect|realpath|pathinfo|parse_url|parse_str"
        r"|sanitize_text_field|wp_unslash|sanitize_textarea_field|stripslashes_deep|array|range|strstr|strrchr|ucwords|nl2br|utf8_encode|utf8_decode|mb_convert_encoding|iconv|file_get_contents|old|e|Str\.(?:of|lower|upper|title|snake|camel|studly|slug|limit|replace|after|before|trim)"
        r"|Illuminate\.Support\.Str\.(?:of|lower|upper|title|snake|camel|studly|limit|replace|after|before|trim)|request|value|tap|with|array_walk|sanitize_title_for_query|dirname|vsprintf|http_build_query|serialize)\(\)$"
    ),
    joining_calls=re.compile(r"^(?:implode|join)\(\)$"),
    format_calls=re.compile(r"^(?:sprintf|vsprintf)\(\)$"),
    text_methods=frozenset({"toString", "__toString", "all", "toArray", "first", "last", "input", "query", "post", "only", "except", "validated", "safe", "json", "cookie", "header", "implode", "fetch", "pluck"}),
    closed_calls=re.compile(r"^(?:array_keys|array_values|array_flip|collect)\(\)$"),
)  # fmt: skip
