"""Whether the function around a query for a list bounds what is read: a limit, a page, a stream."""

from __future__ import annotations

import re
from collections.abc import Callable

from checks.performance.queries import continued
from checks.syntax import model as m
from checks.syntax.flow import Flow

BOUND = re.compile(
    r"\.(?:limit|Limit|take|paginate\w*|iterator|yield_per|stream|stream_scalars|partitions|fetchmany|batch_size|cursor|FindInBatches|Paginate|top|chunk\w*|eachBatch|lean\(\)\.cursor)\("
    r"|\b(?:take|limit|first|pageSize|per_page|page_size)\s*[:=]|\[\s*\w*\s*:\s*[\w.]+\s*\]|paginat|Paginator|StreamingResponse|StreamingHttpResponse|islice|\bLIMIT\b|\bFETCH\s+(?:FIRST|NEXT)\b|stream_results|chunked|server_side|\.pipe\(",
)
"""What bounds a read, in the text of a function or of a query."""
_ITEM_FIELD = re.compile(
    r"(?<=[{,\s(])(?P<field>take|limit|first|pageSize|per_page|page_size)\s*[:=]\s*(?!(?:q|p|req|request|params|opts?|options|page|paging|pagination|args|input|filters?|body|query|ctx|config|settings|this|self)\b)\w+\.(?P=field)\b"
)
"""``{ used: a.used, limit: a.limit }``: a column of that name in the answer, no bound of the read."""


def bounded(flow: Flow, call: m.Call, function: m.Function, is_list: Callable[[m.Call], bool]) -> bool:
    """Whether the function's text says a bound. Its other queries for lists, which ``is_list`` knows, have their own."""
    source = flow.module.source
    kept: list[bytes] = []
    at = function.start
    for other in sorted((n for n in function.body.walk() if isinstance(n, m.Call)), key=lambda n: n.start):
        apart = other.end <= call.start or other.start >= call.end
        if apart and other.start >= at and not continued(other) and is_list(other):
            kept.append(source[at : other.start])
            at = other.end
    kept.append(source[at : function.end])
    return BOUND.search(_ITEM_FIELD.sub("", b"".join(kept).decode("utf-8", "replace"))) is not None
