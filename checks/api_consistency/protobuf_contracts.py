"""The protobuf files that a change touches, read at base and at head."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from checks.api_consistency.contract_change import Change
from checks.api_consistency.protobuf import ProtoError, ProtoFile, read_proto
from checks.api_consistency.protobuf_diff import differences
from checks.changes import Content, Status
from checks.silence import is_test_path, silent_path_reason
from checks.views import ChangeView, RepoView

log = logging.getLogger(__name__)


def protobuf_changes(view: ChangeView) -> Iterator[Change]:
    """What the change does to protobuf contracts, each difference with its own paths."""
    base: list[ProtoFile] = []
    head: list[ProtoFile] = []
    became: dict[str, str] = {}
    for change in sorted(view.change.files, key=lambda f: f.path):
        own = change.base_path or change.path
        if not own.endswith(".proto") or change.content is not Content.TEXT:
            continue
        if is_test_path(own) or silent_path_reason(own) is not None:
            continue
        now = None if change.status is Status.DELETED else _read(view.head, change.path)
        if now is None and change.status is not Status.DELETED:
            continue  # broken at head: nothing can be said of it
        was = None if change.base_path is None else _read(view.base, change.base_path)
        if was is not None:
            base.append(was)
        if now is not None:
            head.append(now)
            if change.base_path is not None:
                became[change.base_path] = change.path
    if base:
        yield from differences(base, head, became)


def _read(repo: RepoView, path: str) -> ProtoFile | None:
    text = repo.text(path)
    if text is None:
        return None
    try:
        return read_proto(path, text)
    except ProtoError as error:
        log.debug("unreadable protobuf file", extra={"path": path}, exc_info=error)
        return None
