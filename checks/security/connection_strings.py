"""Passwords in connection strings: addresses, JDBC, ADO.NET, libpq keywords, Go's MySQL form.

Throw-away passwords of a service on the developer's own machine or in a compose network are no credentials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.security.secret_values import chosen_password, dummy, placeholder, random_looking

CONNECTION = "a connection string with a password"

_ADDRESS = re.compile(
    r"\b(?:postgres(?:ql)?|mysqlx?|mariadb|mongodb(?:\+srv)?|rediss?|valkeys?|amqps?|mssql|sqlserver|oracle|cockroachdb|clickhouse[\w]*"
    r"|couchbases?|neo4j(?:\+s+c?)?|bolt|nats|kafka|mqtts?|stomp|ftps?|sftp|ssh|smtps?|imaps?|ldaps?|socks5h?|https?)(?:\+\w+)?"
    r"://(?P<user>[^\s:@/'\"`<>{}$%()]*):(?P<password>[^\s:@/'\"`<>{}$()]{3,})@(?P<host>[^\s/'\"`<>?,;)]+)"
)
_GO_MYSQL = re.compile(
    r"(?<![\w/])(?P<user>[\w.\-]+):(?P<password>[^\s:@'\"`<>{}$%]{3,})@(?:tcp|tcp4|unix)\((?P<host>[^)\s]*)\)"
)
_PASSWORD = re.compile(
    r"(?i)(?:(?<=[;?&\s\"'`])|^)(?:password|pwd)\s*=\s*(?P<password>[^;&\s\"'`<>{}$%]{3,}?(?=[;&\s\"'`\\]|$))"
)
_COMPANY = re.compile(
    r"(?i)(?:\b(?:server|data source|address|addr|host|hostname)\s*=\s*(?:tcp:)?(?P<host>[^;&\s\"'`,:]+)|jdbc:\w+:(?:thin:)?(?:@?//)?(?P<jdbc>[^;:/\s\"'`?,]+)"
    r"|\w+://(?P<address>[^\s/:?@]+)(?::\d+)?/)"
)
_USER = re.compile(
    r"(?i)\b(?:user id|user|uid|username|integrated security|initial catalog|database|dbname)\s*=\s*(?P<user>[^;&\s\"'`]*)"
)
_LOCAL_WORDS = """
localhost 127.0.0.1 ::1 [::1] 0.0.0.0 . (local) (localdb) db database postgres postgresql pg redis cache mysql
mariadb mongo mongodb host hostname rabbitmq rabbit mq amqp broker kafka elasticsearch clickhouse sqlserver
mssql sql-server sql_server server proxy ftp host.docker.internal example.com myserver myserver.example
my_server your-server yourserver servername dbhost db-host db_host
"""
_LOCAL = frozenset(_LOCAL_WORDS.split())
_LOCAL_END = (
    ".example",
    ".example.com",
    ".example.org",
    ".example.net",
    ".test",
    ".local",
    ".localhost",
    ".invalid",
    ".internal.example",
)


def connections(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every password in a connection string that is no throw-away."""
    if "://" in text:
        for match in _ADDRESS.finditer(text):
            if _real(match["user"], match["password"], match["host"], web=match[0].startswith("http")):
                yield match.span("password")
    if "(" in text and "@" in text:
        for match in _GO_MYSQL.finditer(text):
            if _real(match["user"], match["password"], match["host"]):
                yield match.span("password")
    low = text.lower()
    if "password" in low or "pwd" in low:
        yield from _keyword_pairs(text)


def _keyword_pairs(text: str) -> Iterator[tuple[int, int]]:
    for match in _PASSWORD.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 400)
        end = text.find("\n", match.end())
        line = text[start : min(end if end >= 0 else len(text), match.end() + 400)]
        company = _COMPANY.search(line)
        user = _USER.search(line)
        if company is None or (user is None and "jdbc:" not in line.lower()):
            continue
        host = company["host"] or company["jdbc"] or company["address"] or ""
        if _real("" if user is None else user["user"], match["password"], host):
            yield match.span("password")


def _real(user: str, password: str, host: str, *, web: bool = False) -> bool:
    host = host.rpartition("@")[2].lower()
    name = host if host.startswith("[") else host.partition(":")[0].partition("\\")[0]
    if (
        placeholder(password)
        or dummy(password)
        or password == user
        or user.lower() == "scott"
        or "%s" in password
    ):
        return False
    strong = chosen_password(password) or random_looking(password)
    if strong and re.fullmatch(r"[\w-]+\.(?:[\w-]+\.)*example\.(?:com|org|net)", name):
        return not web and not name.startswith(("your", "my-", "host."))
    if (
        name in _LOCAL
        or name.endswith(_LOCAL_END)
        or name.startswith(("example.", "your", "my-"))
        or re.fullmatch(r"127\.\d+\.\d+\.\d+", name)
    ):
        return False
    if "." not in name or web:
        return strong  # a container's name, or an address whose user part may be anything
    return strong or not re.fullmatch(r"[A-Za-z]{3,7}|\d+|[A-Z_]+", password)
