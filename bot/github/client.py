"""One job's connection to one repository: reads, writes, GraphQL, with the token minted anew once when refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from github.Auth import Token
from github.Requester import Requester

from bot import clock
from bot.github.connection import SECONDARY_WAIT_S, call, connect
from bot.github.errors import BadCredentials, NotFound, PermissionMissing, Refused, RetryLater, TooMuch
from bot.github.tokens import REVIEW_PERMISSIONS, InstallationTokens, TokenSettings

WRITES_PER_MINUTE = 70
"""GitHub allows 80 content-creating requests a minute and 500 an hour; the rest is for the team's own tools."""
WRITES_PER_HOUR = 450
MAX_PAGES = 30


class ClientSettings(TokenSettings, Protocol):
    """The settings that a client reads."""

    @property
    def github_graphql_url(self) -> str:
        """Address of the GraphQL API."""
        ...


class Client:
    """Speaks to GitHub for one job, as one installation, about one repository. Not for sharing between threads."""

    def __init__(
        self,
        settings: ClientSettings,
        tokens: InstallationTokens,
        *,
        installation_id: int,
        repo_id: int,
        repo: str,
        permissions: Mapping[str, str] = REVIEW_PERMISSIONS,
        redis: Any | None = None,
    ) -> None:
        self.repo = repo
        self.app_id = tokens.app_id
        self.app_slug = ""
        """Our name on GitHub, once an answer told it: what we write is signed ``SLUG[bot]``."""
        self._settings = settings
        self._tokens = tokens
        self._installation_id = installation_id
        self._repo_id = repo_id
        self._permissions = permissions
        self._redis = redis
        self._requester: Requester | None = None

    def token(self) -> str:
        """The installation token, for git."""
        return self._tokens.get(self._installation_id, self._repo_id, self._permissions)

    def token_for(self, repo_id: int) -> str:
        """A token that may read another repository of the installation, for git."""
        return self._tokens.get(self._installation_id, repo_id, {"contents": "read"})

    @property
    def redis(self) -> Any | None:
        """What workers share, where there is such a thing."""
        return self._redis

    def with_permissions(self, permissions: Mapping[str, str]) -> Client:
        """The same connection with a token of its own, for what a review does not usually need."""
        return Client(
            self._settings,
            self._tokens,
            installation_id=self._installation_id,
            repo_id=self._repo_id,
            repo=self.repo,
            permissions=permissions,
            redis=self._redis,
        )

    def fresh_token(self) -> str:
        """A token minted now, after the kept one was refused."""
        self._requester = None
        return self._tokens.mint(self._installation_id, self._repo_id, self._permissions)

    def get(self, path: str, **parameters: Any) -> Any:
        """Read ``/repos/OWNER/NAME`` + ``path``."""
        return self._call("GET", self._path(path), None, parameters)[1]

    def pages(self, path: str, member: str | None = None, **parameters: Any) -> Iterator[Any]:
        """All items of a paged list; ``member`` names the list inside an object. At most 3,000 items."""
        for page in range(1, MAX_PAGES + 1):
            answer = self.get(path, per_page=100, page=page, **parameters)
            items = answer[member] if member else answer
            yield from items
            if len(items) < 100:
                return

    def write(self, verb: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send one write, once. Raises Unanswered when its fate is unknown."""
        self._pace()
        return self._call(verb, self._path(path), dict(body))[1]

    def graphql(self, document: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send one GraphQL document. An answer with ``errors`` is not a success, although its status is 200."""
        if document.lstrip().startswith("mutation"):
            self._pace()
        _, answer = self._call(
            "POST", self._settings.github_graphql_url, {"query": document, "variables": dict(variables)}
        )
        errors = answer.get("errors") if isinstance(answer, dict) else [{"message": "no object"}]
        if not errors:
            data: Mapping[str, Any] = answer.get("data") or {}
            return data
        kinds = {str(error.get("type") or "") for error in errors}
        text = "GraphQL: " + "; ".join(str(error.get("message") or "") for error in errors)[:500]
        if "RATE_LIMITED" in kinds:
            raise RetryLater(SECONDARY_WAIT_S, text)
        if kinds & {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"}:
            raise TooMuch(text)
        if "FORBIDDEN" in kinds:
            raise PermissionMissing(text)
        if "NOT_FOUND" in kinds:
            raise NotFound(text)
        raise Refused(text)

    def _path(self, path: str) -> str:
        return f"/repos/{self.repo}{path}"

    def _call(
        self, verb: str, path: str, body: Any, parameters: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], Any]:
        if self._requester is None:
            self._requester = connect(Token(self.token()), self._settings.github_api_url)
        try:
            return call(self._requester, verb, path, body, parameters)
        except BadCredentials:  # expired, or revoked with the installation's permissions: once anew
            self._requester = connect(Token(self.fresh_token()), self._settings.github_api_url)
            return call(self._requester, verb, path, body, parameters)

    def _pace(self) -> None:
        """Count a write of the installation; over the allowance the job waits in the queue."""
        if self._redis is None:
            return
        now = clock.now().timestamp()
        for span_s, allowed in ((60, WRITES_PER_MINUTE), (3600, WRITES_PER_HOUR)):
            window = int(now // span_s)
            key = f"evenhand:writes:{self._installation_id}:{span_s}:{window}"
            pipeline = self._redis.pipeline(transaction=False)
            pipeline.incr(key)
            pipeline.expire(key, span_s * 2)
            if pipeline.execute()[0] > allowed:
                raise RetryLater(
                    (window + 1) * span_s - now + 1,
                    f"{allowed} writes in {span_s} s are enough for one installation",
                )
