"""The App's own webhook deliveries: which of them failed, and having GitHub send one again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.github.connection import call
from bot.github.errors import RetryLater, Unanswered
from bot.github.tokens import InstallationTokens

MAX_PAGES = 20
_AGAIN_S = 60.0
_NEXT = re.compile(r'<[^>]*[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"')


@dataclass(frozen=True, slots=True)
class FailedDelivery:
    """One attempt that our receiver did not accept."""

    id: int
    guid: str
    event: str
    action: str
    delivered_at: datetime


class AppDeliveries:
    """Speaks as the App itself, which costs no installation's allowance."""

    def __init__(self, tokens: InstallationTokens) -> None:
        self._requester = tokens.app_requester()

    def failed(self, since: datetime) -> Iterator[FailedDelivery]:
        """Attempts that failed since a time, newest first."""
        cursor = ""
        for _ in range(MAX_PAGES):
            parameters: dict[str, Any] = {"per_page": 100, "status": "failure"}
            if cursor:
                parameters["cursor"] = cursor
            headers, rows = call(self._requester, "GET", "/app/hook/deliveries", parameters=parameters)
            for row in rows:
                at = datetime.fromisoformat(str(row["delivered_at"]).replace("Z", "+00:00"))
                if at < since:
                    return
                if 200 <= int(row.get("status_code") or 0) < 300:
                    continue  # an older GitHub Enterprise Server knows no filter by status
                yield FailedDelivery(
                    int(row["id"]), str(row["guid"]), str(row["event"]), str(row.get("action") or ""), at
                )
            found = _NEXT.search({str(k).lower(): str(v) for k, v in headers.items()}.get("link", ""))
            if found is None:
                return
            cursor = found[1]

    def send_again(self, delivery_id: int) -> None:
        """Have GitHub send it once more, under the same id for us. Twice does no harm."""
        try:
            call(self._requester, "POST", f"/app/hook/deliveries/{delivery_id}/attempts")
        except Unanswered as error:
            raise RetryLater(_AGAIN_S, str(error)) from error
