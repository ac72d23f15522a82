"""What the languages' own functions and methods do with text, and which types cannot carry any."""

from __future__ import annotations

import re

TYPED_CALLS = re.compile(
    r"^(?:int|float|bool|len|ord|round|abs|hash|id|decimal\.Decimal|Decimal|uuid\.UUID|UUID|uuid\.uuid[1-8]"
    r"|datetime\.(?:datetime|date)\.\w+|date\.\w+|ipaddress\.ip_\w+|parseInt|parseFloat|Number(?:\.parse\w+)?|BigInt|Boolean"
    r"|Math\.\w+|Date\.now|strconv\.(?:Itoa|Atoi|ParseInt|ParseUint|ParseFloat|ParseBool|FormatInt|FormatUint)|int64|int32|uint64"
    r"|uint32|uint|float64|github\.com/google/uuid\.\w+|uuid\.(?:Parse|MustParse|New|NewString)|time\.Now|crypto\.randomUUID|uuid\.v[147])\(\)"
)
SCALAR = (
    r"(?:u?int(?:8|16|32|64)?|float(?:32|64)?|bool|complex|Decimal|decimal\.Decimal|UUID[1-8]?|uuid\.UUID|datetime|date"
    r"|datetime\.\w+|time\.Time|time\.Duration|timedelta|number|boolean|bigint|Date|Literal\[|PositiveInt|NonNegativeInt|conint"
    r"|byte|rune|IPv[46]Address|StrictInt)(?![\w.])"
)
TYPED_NAMES = re.compile(
    rf"^(?:(?:Optional|Annotated|typing\.\w+)\[)?\s*[*&]?(?:(?:list|set|tuple|frozenset|List|Set|Tuple|Sequence|Iterable|Collection|Array|ReadonlyArray"
    rf"|collections\.abc\.\w+)[\[<]|\[\]|readonly )?\s*{SCALAR}"
)
"""Annotations of values that cannot carry text of an attacker: numbers, UUIDs, times, and lists of them."""
CALLBACKS = frozenset({"map", "forEach", "filter", "flatMap", "some", "every", "find", "findIndex", "each"})
"""Methods that call their argument with (item, index)."""
TEXT_METHODS = frozenset(
    {
        "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "encode", "decode", "trim",
        "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "toString", "slice", "substring", "substr", "format_map",
        "expandtabs", "zfill", "ljust", "rjust", "center", "removeprefix", "removesuffix", "String", "getvalue", "copy",
        "normalize", "concat", "replace", "replaceAll", "padStart", "padEnd", "at", "charAt", "valueOf", "filter", "sort",
        "reverse", "flat", "resolve", "absolute", "expanduser", "with_suffix", "as_posix", "splitlines", "partition", "rpartition", "rsplit", "split", "pop", "shift", "text",
    }
)  # fmt: skip
"""Methods whose result is made of their receiver's (and arguments') text."""
RESHAPING = frozenset(
    f"{name}()" for name in TEXT_METHODS - {"text", "pop", "shift", "at", "copy", "filter", "format_map"}
)
PASSING_CALLS = re.compile(
    r"^(?:str|repr|bytes|bytearray|list|tuple|set|sorted|reversed|dict|iter|next|String|Array\.from|Object\.\w+|JSON\.(?:parse|stringify)|json\.(?:loads|dumps)"
    r"|ujson\.\w+|orjson\.\w+|os\.path\.(?:join|normpath|abspath|realpath|expanduser|expandvars|dirname)|os\.fspath|posixpath\.\w+|pathlib\.(?:Path|PurePath)|Path"
    r"|path\.(?:join|resolve|normalize)|urllib\.parse\.(?:urljoin|unquote|unquote_plus|urlunparse|urlunsplit|urlparse|urlsplit)|url\.(?:parse|resolve)|URL|URLSearchParams|decodeURIComponent|decodeURI|Buffer\.from|atob|btoa|base64\.\w+"
    r"|textwrap\.dedent|strings\.(?:TrimSpace|Trim\w*|ToLower|ToUpper|Title|Replace|ReplaceAll|Split|Fields|Clone)|(?:path/)?filepath\.(?:Join|Clean|Abs|FromSlash|ToSlash|EvalSymlinks)|path\.(?:Join|Clean)|io(?:/ioutil)?\.ReadAll|(?:net/)?url\.(?:Parse|PathUnescape|QueryUnescape|ParseRequestURI|JoinPath)"
    r"|(?:net/)?http\.MaxBytesReader|io\.(?:LimitReader|TeeReader|NopCloser)|bufio\.NewReader|bytes\.(?:NewBufferString|NewReader|NewBuffer)|(?:encoding/)?(?:json|xml)\.NewDecoder|string|\[\]byte|strings\.NewReader|StringIO|io\.StringIO|html\.unescape|cast|typing\.cast|copy\.\w+)(?:\(\))$"
)
"""Functions whose result carries their arguments' text on (by documentation, they neither check nor escape it)."""
FORMAT_CALLS = re.compile(
    r"^(?:fmt\.(?:Sprintf|Errorf|Sprint|Sprintln|Appendf)|util\.format|node:util\.format|sprintf|format)\(\)$"
)
