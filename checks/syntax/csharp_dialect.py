"""How C#'s names bind, and what its own types and methods do with text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.syntax import member_calls
from checks.syntax import model as m
from checks.syntax.dialects import Dialect
from checks.syntax.values import SAFE, Value, joined

if TYPE_CHECKING:
    from checks.syntax.evaluation import Evaluator

_NUMBER = (
    r"(?:s?byte|u?short|u?int|u?long|nint|nuint|float|double|decimal|bool|char|S?Byte|U?Int(?:16|32|64|128)|Single|Double|Decimal|Boolean|Char|BigInteger|Guid|DateTime|DateTimeOffset"
    r"|DateOnly|TimeOnly|TimeSpan|Version|CancellationToken|DayOfWeek|HttpStatusCode|Type|IPAddress)"
)

_JOIN = re.compile(r"^(?:System\.)?[sS]tring\.(Join|Concat)\(\)$")


def _joined_text(
    evaluator: Evaluator, call: m.Call, name: str, arguments: list[Value], depth: int
) -> Value | None:
    """``string.Join(separator, items)``, ``string.Concat(a, b)``, ``map.TryGetValue(key, out var found)``."""
    if name.endswith(".TryGetValue()") and isinstance(call.callee, m.Attr):
        base = evaluator.value(call.callee.base, depth)
        return base if base.taint is not None else SAFE
    match = _JOIN.match(name)
    if match is None or not arguments:
        return None
    if match[1] == "Join" and len(arguments) > 1:
        return member_calls.separated(arguments[1:], arguments[0], call)
    return joined(arguments, call)


DIALECT = Dialect(
    fields_visible_in_methods=True,
    assignments_declare=False,
    types_enforced=True,
    methods_apart=True,
    constructor_properties=True,
    mutators=frozenset({"Append", "AppendLine", "AppendFormat", "AppendJoin", "Add", "AddRange", "Insert", "Enqueue"}),
    not_mutators=frozenset({"update", "write"}),
    typed_names=re.compile(
        rf"^(?:this |ref |in |out )?(?:System\.)?(?:(?:I?List|IEnumerable|I?Collection|IReadOnly(?:List|Collection|Set)|I?(?:Hash)?Set|Nullable|(?:Value)?Task|IQueryable|Span|ReadOnlySpan|Memory)<\s*)?(?:System\.)?{_NUMBER}\??(?:\[\])?(?![\w.])"
    ),
    typed_calls=re.compile(
        rf"^(?:System\.)?(?:{_NUMBER}|{_NUMBER}\.(?:Parse|ParseExact|TryParse|TryParseExact|NewGuid|CreateVersion7|From\w+|Compare\w*)|Convert\.To(?:S?Byte|U?Int(?:16|32|64)|Single|Double|Decimal|Boolean|DateTime)|Math\.\w+"
        r"|Random(?:\.Shared|\(\))?\.Next\w*|nameof|sizeof|typeof|Enum\.(?:Parse|TryParse|IsDefined)|Environment\.(?:GetEnvironmentVariable|TickCount\w*)|Stopwatch\.\w+|string\.IsNullOr\w+|String\.IsNullOr\w+"
        r"|string\.(?:Compare\w*|Equals)|.*\.GetConnectionString|(?:.*\.)?(?:IConfiguration\(\)|[cC]onfiguration|_config(?:uration)?|config)\.(?:GetValue|GetConnectionString|GetSection))\(\)"
        r"|^typeof\(\)\.(?:Name|FullName)$"
    ),
    typed_methods=re.compile(
        r"^(?:CompareTo|Equals|Contains|ContainsKey|StartsWith|EndsWith|IndexOf|LastIndexOf|GetHashCode|Count|LongCount|CountAsync|Any|AnyAsync|All|Sum|SumAsync|Max|Min|Average|GetInt16|GetInt32|GetInt64|GetDecimal|GetDouble"
        r"|GetBoolean|GetGuid|GetDateTime|IsMatch|Exists|ExecuteNonQuery|ExecuteNonQueryAsync|SaveChanges|SaveChangesAsync|ToUnixTimeSeconds|ToUnixTimeMilliseconds)$"
    ),
    passing_calls=re.compile(
        r"^(?:System\.)?(?:(?:IO\.)?Path\.(?:Combine|Join|GetFullPath|GetDirectoryName)|Convert\.(?:ToString|FromBase64String)|(?:Net\.)?WebUtility\.(?:UrlDecode|HtmlDecode)|(?:Web\.)?HttpUtility\.(?:UrlDecode|HtmlDecode)"
        r"|Uri|Uri\.UnescapeDataString|(?:Text\.)?Encoding\.\w+\.Get(?:String|Bytes)|(?:Text\.Json\.)?JsonSerializer\.\w+|(?:Newtonsoft\.Json\.)?JsonConvert\.\w+|Regex\.Unescape|(?:Text\.)?StringBuilder"
        r"|[sS]tring\.(?:Copy|Intern|Empty)|[sS]tring|(?:IO\.)?Stream(?:Reader)|(?:IO\.)?StringReader|FormattableStringFactory\.Create|(?:Collections\.Generic\.)?(?:List|HashSet|Queue|Stack)|Task\.FromResult|ValueTask\.FromResult)\(\)$"
    ),
    call_value=_joined_text,
    accessors=True,
    brace_format_calls=re.compile(r"^(?:System\.)?[sS]tring\.Format\(\)$"),
    text_methods=frozenset(
        {
            "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "ToString",
            "Substring", "Replace", "Remove", "PadLeft", "PadRight", "Split", "Normalize", "AsSpan", "ToArray", "ToList",
            "ToHashSet", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "Skip", "Take", "Distinct",
            "Where", "OrderBy", "OrderByDescending", "Reverse", "Cast", "OfType", "AsEnumerable", "ReadToEnd", "ReadToEndAsync",
            "ReadLine", "ReadLineAsync", "GetString", "ConfigureAwait", "GetValueOrDefault", "ToCharArray", "DefaultIfEmpty",
        }
    ),
    joining_methods=frozenset({"Append", "AppendLine", "Concat", "Insert", "Prepend", "AppendFormat"}),
    callbacks=frozenset({"Select", "Where", "Any", "All", "ForEach", "SelectMany", "OrderBy", "OrderByDescending", "First", "FirstOrDefault", "Count"}),
    mapping_methods=frozenset({"Select", "SelectMany", "ConvertAll"}),
    closed_calls=re.compile(
        r"^(?:System\.Collections\.\w+\.)?(?:HashSet|List|Dictionary|ImmutableHashSet\.Create|ImmutableArray\.Create|ImmutableList\.Create|ReadOnlyCollection|SortedSet|FrozenSet\.ToFrozenSet)\(\)(?:\.(?:Keys|Values|AsReadOnly\(\)|ToFrozenSet\(\)))?$"
    ),
    member_tests=frozenset({"Contains", "ContainsKey", "TryGetValue"}),
    equal_tests=frozenset({"Equals"}),
)  # fmt: skip
