"""The GraphQL schemas that a change touches, read at base and at head."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.contract_change import Change
from checks.api_consistency.graphql_diff import differences
from checks.api_consistency.graphql_schema import SUFFIXES, read_schema, sdl_pieces
from checks.changes import Content, Status
from checks.silence import is_test_path, silent_path_reason
from checks.views import ChangeView


def graphql_changes(view: ChangeView) -> Iterator[Change]:
    """What the change does to GraphQL schemas. All its files are one schema, unless they define one type twice; then each is
    its own."""
    pairs: list[tuple[tuple[str, str], tuple[str, str]]] = []
    for change in sorted(view.change.files, key=lambda f: f.path):
        own = change.base_path or change.path
        if change.content is not Content.TEXT or is_test_path(own) or silent_path_reason(own) is not None:
            continue
        before = view.base.text(own) if change.base_path is not None and _may_hold(own) else None
        gone = change.status is Status.DELETED
        after = view.head.text(change.path) if not gone and _may_hold(change.path) else None
        old, new = (own, before or ""), (change.path, after or "")
        if any(next(sdl_pieces(*side), None) is not None for side in (old, new)):
            pairs.append((old, new))
    broken = read_schema(n for _, n in pairs).broken
    pairs = [
        (old, new) for old, new in pairs if new[0] not in broken
    ]  # nothing can be said of what is gone from those
    if not any(old[1] for old, _ in pairs):
        return
    if read_schema(o for o, _ in pairs).twice or read_schema(n for _, n in pairs).twice:
        for old, new in pairs:
            yield from _differences([old], [new])
    else:
        yield from _differences([o for o, _ in pairs], [n for _, n in pairs])


def _differences(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Change]:
    base, head = read_schema(old), read_schema(new)
    if base.types and (head.types or not any(text for _, text in new)):
        yield from differences(base, head)


def _may_hold(path: str) -> bool:
    return path.endswith((*SUFFIXES, ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".py"))
