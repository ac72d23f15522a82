"""How Rust's names bind, and what its own types and methods do with text."""

from __future__ import annotations

import re

from checks.syntax.dialects import Dialect

_SCALAR = (
    r"(?:[iu](?:8|16|32|64|128|size)|f(?:32|64)|bool|char|\(\)|(?:[\w.]+\.)?(?:Uuid|NonZero\w+|Decimal|BigDecimal|Naive(?:Date|Time|DateTime)|DateTime|OffsetDateTime|PrimitiveDateTime"
    r"|Date|Duration|Instant|SystemTime|IpAddr|Ipv[46]Addr|SocketAddr|ObjectId|Ulid|StatusCode|Method|Atomic\w+))"
)

DIALECT = Dialect(
    assignments_declare=False,
    types_enforced=True,
    accessors=True,
    classes_in_parts=True,
    mutators=frozenset({"push_str", "insert_str", "write_fmt", "write_str", "push_back", "extend_from_slice", "separated"}),
    not_mutators=frozenset({"update", "write", "bind"}),
    typed_names=re.compile(
        rf"^(?:(?:[\w.]+\.)?(?:Option|Vec|HashSet|BTreeSet|VecDeque)<|\[)*\s*{_SCALAR}(?:<[^<>]*>)?(?:;[^\]]*)?[>\]]*$"
    ),
    typed_calls=re.compile(
        rf"^(?:std\.)?{_SCALAR}\.\w+\(\)(?:\.(?:as_ref|clone|to_string|to_rfc3339|hyphenated|simple|format|timestamp|unwrap|expect|elapsed|as_secs|as_millis)\(\))*$"
        r"|^(?:std\.)?(?:mem|process|thread)\.\w+\(\)$|^rand\.(?:random|thread_rng|rng)\(\)|^(?:std\.)?iter\.repeat\(\)\.take\(\)$"
    ),
    typed_methods=re.compile(
        r"^(?:len|count|is_\w+|contains|contains_key|starts_with|ends_with|eq|ne|cmp|partial_cmp|position|parse_typed|as_i64|as_u64|as_f64|as_bool|as_secs|as_millis|as_secs_f64|elapsed"
        r"|timestamp|timestamp_millis|year|month|day|hour|minute|second|capacity|min|max|sum|product|abs|pow|floor|ceil|round|checked_\w+|saturating_\w+|wrapping_\w+|rows_affected|last_insert_rowid"
        r"|last_insert_id|as_u16|load|fetch_add|fetch_sub|gen_range|random_range|port|id|pid|clamp|div_ceil|rem_euclid)$"
    ),
    passing_calls=re.compile(
        r"^(?:std\.(?:string|boxed|sync|rc|borrow|path|collections|option|result|ffi|io)\.)?(?:String\.(?:from|from_utf8|from_utf8_lossy)|str\.from_utf8|std\.str\.from_utf8|Some|Ok|Box\.new|Arc\.new|Rc\.new"
        r"|Cow\.(?:from|Borrowed|Owned)|Path\.new|PathBuf\.from|Path|OsStr\.new|OsString\.from|Vec\.from|HashMap\.from|Cursor\.new|Mutex\.new|RwLock\.new|Url\.parse|url\.Url\.parse|Uri\.try_from"
        r"|AssertSqlSafe|sqlx\.AssertSqlSafe|serde_json\.(?:to_string|to_string_pretty|to_value|from_str|from_slice|from_value)|percent_encoding\.percent_decode_str|urlencoding\.decode|(?:axum\.response\.|rocket\.response\.content\.)?(?:Html|RawHtml))\(\)$"
    ),
    text_methods=frozenset(
        {
            "to_string", "to_owned", "into", "try_into", "as_str", "as_mut", "clone", "cloned", "copied", "unwrap", "expect", "unwrap_or", "unwrap_or_else", "unwrap_or_default", "as_ref", "as_deref",
            "to_lowercase", "to_uppercase", "to_ascii_lowercase", "to_ascii_uppercase", "trim_start", "trim_end", "trim_matches", "trim_start_matches", "trim_end_matches", "strip_prefix", "strip_suffix",
            "into_inner", "into_string", "to_str", "to_string_lossy", "as_bytes", "into_bytes", "to_vec", "as_slice", "iter", "into_iter", "chars", "bytes", "lines", "collect", "rev", "take", "skip",
            "split_whitespace", "splitn", "split_once", "rsplit_once", "split_terminator", "replacen", "ok", "ok_or", "ok_or_else", "map_err", "or", "or_else", "context", "with_context", "borrow",
            "deref", "into_owned", "into_boxed_str", "next", "first", "last", "nth", "as_path", "to_path_buf", "into_os_string", "as_os_str", "display", "to_value", "peekable", "unwrap_unchecked", "flatten",
            "inspect_err", "expect_err", "lock", "read", "write", "await", "escape_default", "get_or_insert_with", "dedup", "chain", "freeze", "unwrap_or_log", "filter_map", "as_object", "as_array", "into_iterator",
        }
    ),
    joining_methods=frozenset({"add"}),
    callbacks=frozenset({"map", "for_each", "filter", "flat_map", "filter_map", "and_then", "any", "all", "find", "map_or", "is_some_and", "then", "inspect", "try_for_each", "fold"}),
    mapping_methods=frozenset({"filter_map", "flat_map", "and_then"}),
    closed_calls=re.compile(r"^(?:std\.collections\.)?(?:HashSet|BTreeSet|HashMap|BTreeMap|Vec)\.from\(\)$|^phf[\w.!]*\(\)$"),
    member_tests=frozenset({"contains", "contains_key"}),
    equal_tests=frozenset({"eq", "eq_ignore_ascii_case"}),
)  # fmt: skip
