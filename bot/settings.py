"""The one settings object: environment variables and the secrets that set-up wrote, validated once, frozen.

A secret may be given three ways, first one wins: ``EVENHAND_X`` itself, ``EVENHAND_X_FILE`` naming a file that holds it,
or a line in ``secrets.env`` under the data directory, which the set-up page writes (``write_secrets``).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

SECRETS_FILE = "secrets.env"
DATABASE_FILE = "evenhand.sqlite3"

_SECRETS = (
    "EVENHAND_GITHUB_PRIVATE_KEY",
    "EVENHAND_WEBHOOK_SECRET",
    "EVENHAND_OAUTH_CLIENT_SECRET",
    "EVENHAND_SESSION_SECRET",
    "EVENHAND_REDIS_URL",
    "EVENHAND_DATABASE_URL",
)
_WRITTEN = ("EVENHAND_GITHUB_APP_ID", "EVENHAND_OAUTH_CLIENT_ID", *_SECRETS[:4])
"""What may stand in ``secrets.env``: addresses of servers never do."""
_MAX_WORKERS = 64


class SettingsError(ValueError):
    """A setting is missing or unusable; the text names the variable and how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process of Evenhand is told from outside. Secrets are kept out of ``repr``."""

    public_url: str
    """Where people and GitHub reach the service, without a trailing slash."""
    listen_host: str
    listen_port: int
    data_dir: Path
    redis_url: str | None = field(repr=False)
    database_url: str | None = field(repr=False)
    github_url: str
    github_api_url: str
    github_graphql_url: str
    app_id: str | None
    private_key: str | None = field(repr=False)
    webhook_secret: str | None = field(repr=False)
    oauth_client_id: str | None
    oauth_client_secret: str | None = field(repr=False)
    session_secret: str | None = field(repr=False)
    operators: tuple[str, ...] = ()
    workers: int = 1
    secret_store: str = "file"
    """Where set-up puts the App's keys: ``file`` (0600, data directory), or ``show`` (on the page, once, for a secret manager)."""
    supervised: bool = False
    """Whether a supervisor of ours starts the processes again when the written secrets change."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read and validate. Raises SettingsError for the first setting that cannot be used."""
        given = dict(os.environ if env is None else env)
        data_dir = _data_dir(given.get("EVENHAND_DATA_DIR", ""))
        source = _Source(given, _read_secrets(data_dir / SECRETS_FILE), data_dir / SECRETS_FILE)
        host, port = _listen(source.text("EVENHAND_LISTEN") or "127.0.0.1:8000")
        github_url = source.url("EVENHAND_GITHUB_URL", "https://github.com")
        api_url, graphql_url = _api_urls(github_url)
        return cls(
            public_url=source.url("EVENHAND_PUBLIC_URL", f"http://{_url_host(host)}:{port}"),
            listen_host=host,
            listen_port=port,
            data_dir=data_dir,
            redis_url=source.redis("EVENHAND_REDIS_URL"),
            database_url=source.database("EVENHAND_DATABASE_URL"),
            github_url=github_url,
            github_api_url=source.url("EVENHAND_GITHUB_API_URL", api_url),
            github_graphql_url=source.url("EVENHAND_GITHUB_GRAPHQL_URL", graphql_url),
            app_id=source.number("EVENHAND_GITHUB_APP_ID"),
            private_key=source.private_key("EVENHAND_GITHUB_PRIVATE_KEY"),
            webhook_secret=source.secret("EVENHAND_WEBHOOK_SECRET"),
            oauth_client_id=source.text("EVENHAND_OAUTH_CLIENT_ID"),
            oauth_client_secret=source.secret("EVENHAND_OAUTH_CLIENT_SECRET"),
            session_secret=source.secret("EVENHAND_SESSION_SECRET"),
            operators=_logins(source.text("EVENHAND_OPERATORS") or ""),
            workers=_workers(source.text("EVENHAND_WORKERS") or "1"),
            secret_store=_secret_store(source.text("EVENHAND_SECRET_STORE") or "file"),
            supervised=source.text("EVENHAND_SUPERVISED") == "yes",
        )

    @property
    def database(self) -> str:
        """The database in use, as an SQLAlchemy URL: the configured one or SQLite under the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / DATABASE_FILE}"

    @property
    def embedded(self) -> bool:
        """Whether ``serve`` brings its own Redis and database by default: neither is configured."""
        return self.redis_url is None and self.database_url is None

    @property
    def mirror_dir(self) -> Path:
        """Where the git mirrors live."""
        return self.data_dir / "mirrors"

    @property
    def kept_dir(self) -> Path:
        """Where reviews keep what they read of repositories, for the next ones; nothing is lost with it."""
        return self.data_dir / "kept"

    def required_redis_url(self) -> str:
        """The Redis address, or a SettingsError that says how to give one."""
        if self.redis_url is None:
            raise SettingsError(
                "EVENHAND_REDIS_URL is not set: give the address of a Redis server, such as "
                "redis://127.0.0.1:6379/0, or run `evenhand serve`, which brings its own"
            )
        return self.redis_url

    def required_webhook_secret(self) -> str:
        """The webhook secret, or a SettingsError: no receiver runs without one."""
        if self.webhook_secret is None:
            raise SettingsError(
                "EVENHAND_WEBHOOK_SECRET is not set, so no webhook could be trusted: set it (or "
                "EVENHAND_WEBHOOK_SECRET_FILE) to the secret of the GitHub App"
            )
        return self.webhook_secret

    def to_env(self, base: Mapping[str, str]) -> dict[str, str]:
        """``base`` with these settings in it: what a child process needs to see the same."""
        known = {
            "EVENHAND_PUBLIC_URL": self.public_url,
            "EVENHAND_LISTEN": f"{_bracketed(self.listen_host)}:{self.listen_port}",
            "EVENHAND_DATA_DIR": str(self.data_dir),
            "EVENHAND_REDIS_URL": self.redis_url,
            "EVENHAND_DATABASE_URL": self.database_url,
            "EVENHAND_GITHUB_URL": self.github_url,
            "EVENHAND_GITHUB_API_URL": self.github_api_url,
            "EVENHAND_GITHUB_GRAPHQL_URL": self.github_graphql_url,
            "EVENHAND_GITHUB_APP_ID": self.app_id,
            "EVENHAND_GITHUB_PRIVATE_KEY": self.private_key,
            "EVENHAND_WEBHOOK_SECRET": self.webhook_secret,
            "EVENHAND_OAUTH_CLIENT_ID": self.oauth_client_id,
            "EVENHAND_OAUTH_CLIENT_SECRET": self.oauth_client_secret,
            "EVENHAND_SESSION_SECRET": self.session_secret,
            "EVENHAND_OPERATORS": ",".join(self.operators),
            "EVENHAND_WORKERS": str(self.workers),
            "EVENHAND_SECRET_STORE": self.secret_store,
            "EVENHAND_SUPERVISED": "yes" if self.supervised else None,
        }
        dropped = {*known, *(f"{name}_FILE" for name in _SECRETS)}
        kept = {name: value for name, value in base.items() if name not in dropped}
        return {**kept, **{name: value for name, value in known.items() if value}}

    def secrets(self) -> tuple[str, ...]:
        """The secret values in use, for the log scrubber."""
        values = (self.private_key, self.webhook_secret, self.oauth_client_secret, self.session_secret)
        passwords = tuple(urlsplit(url).password for url in (self.redis_url, self.database_url) if url)
        return tuple(value for value in values + passwords if value)


def write_secrets(data_dir: Path, values: Mapping[str, str]) -> None:
    """Add or replace secrets in ``secrets.env``, readable by the owner alone, in one atomic step."""
    unknown = sorted(set(values) - set(_WRITTEN))
    if unknown:
        raise SettingsError(f"{unknown[0]} does not belong in {SECRETS_FILE}: set it in the environment")
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / SECRETS_FILE
    merged = {**_read_secrets(path), **values}
    lines = [f"{name}={_escape(value)}\n" for name, value in sorted(merged.items())]
    fresh = path.with_name(f".{SECRETS_FILE}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.writelines(lines)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


@dataclass(frozen=True, slots=True)
class _Source:
    """Looks a variable up in the environment, its ``_FILE`` twin, then the written secrets."""

    env: Mapping[str, str]
    written: Mapping[str, str]
    written_path: Path

    def text(self, name: str) -> str | None:
        value = self.env.get(name, "").strip() or self.written.get(name, "").strip()
        return value or None

    def secret(self, name: str) -> str | None:
        """A secret's own value, its file's content, or what set-up wrote."""
        value, named = self.env.get(name, "").strip(), self.env.get(f"{name}_FILE", "").strip()
        if value and named:
            raise SettingsError(f"{name} and {name}_FILE are both set: keep one of them")
        if named:
            try:
                value = Path(named).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
                raise SettingsError(
                    f"{name}_FILE: cannot read {named} ({reason}): give a file that this user may read"
                ) from error
            if not value:
                raise SettingsError(f"{name}_FILE: {named} is empty: write the secret into it")
        return value or self.written.get(name, "").strip() or None

    def url(self, name: str, default: str) -> str:
        value = self.text(name) or default
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError(
                f"{name} is {value!r}: it must be an http or https address, such as {default}"
            )
        if parts.username or parts.password:
            raise SettingsError(f"{name} must not carry a user or password: take them out of the address")
        if parts.query or parts.fragment:
            raise SettingsError(f"{name} is {value!r}: take the part after `?` or `#` out")
        return value.rstrip("/")

    def redis(self, name: str) -> str | None:
        value = self.secret(name)
        if value is not None and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise SettingsError(f"{name} must start with redis://, rediss:// or unix://")
        return value

    def database(self, name: str) -> str | None:
        value = self.secret(name)
        if value is None:
            return None
        scheme = urlsplit(value).scheme
        if scheme in {"postgres", "postgresql"}:
            # SQLAlchemy's default driver for the bare name is psycopg2; ours is psycopg 3.
            return "postgresql+psycopg" + value[len(scheme) :]
        if scheme not in {"postgresql+psycopg", "sqlite"}:
            raise SettingsError(f"{name} must start with postgresql:// or sqlite:///")
        return value

    def number(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not (value.isascii() and value.isdigit()):
            raise SettingsError(f"{name} is {value!r}: give the App's number from its GitHub settings page")
        return value

    def private_key(self, name: str) -> str | None:
        value = self.secret(name)
        if value is None:
            return None
        if "\\n" in value and "\n" not in value:
            # Environment files cannot hold line breaks, so the key often comes with `\n` spelt out.
            value = value.replace("\\n", "\n")
        if not re.match(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s", value):
            raise SettingsError(
                f"{name} is not a PEM private key: give the whole file that GitHub made, from "
                f"`-----BEGIN` on, or its path in {name}_FILE"
            )
        return value + "\n"


def _data_dir(value: str) -> Path:
    if not value.strip():
        return Path(platformdirs.user_data_dir("evenhand", appauthor=False))
    path = Path(value.strip()).expanduser()
    if path.exists() and not path.is_dir():
        raise SettingsError(f"EVENHAND_DATA_DIR: {path} is not a directory: name one, or a path that is free")
    return path.absolute()


def _listen(value: str) -> tuple[str, int]:
    host, colon, port = value.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise SettingsError(f"EVENHAND_LISTEN is {value!r}: give host and port, such as 127.0.0.1:8000")
    return host.strip("[]") or "0.0.0.0", int(port)


def _url_host(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else _bracketed(host)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _api_urls(github_url: str) -> tuple[str, str]:
    """GitHub's own API has a host of its own; GitHub Enterprise Server keeps it under the web address."""
    if urlsplit(github_url).hostname in {"github.com", "www.github.com"}:
        return "https://api.github.com", "https://api.github.com/graphql"
    return f"{github_url}/api/v3", f"{github_url}/api/graphql"


def _logins(value: str) -> tuple[str, ...]:
    logins = tuple(part for part in re.split(r"[,\s]+", value) if part)
    for login in logins:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", login):
            raise SettingsError(
                f"EVENHAND_OPERATORS: {login!r} is no GitHub login: give logins, separated by commas"
            )
    return logins


def _secret_store(value: str) -> str:
    if value not in {"file", "show"}:
        raise SettingsError(
            f"EVENHAND_SECRET_STORE is {value!r}: give file (kept in the data directory) or show (for a secret manager)"
        )
    return value


def _workers(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= _MAX_WORKERS:
        raise SettingsError(f"EVENHAND_WORKERS is {value!r}: give a whole number from 1 to {_MAX_WORKERS}")
    return int(value)


def _read_secrets(path: Path) -> dict[str, str]:
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read {path}: make it readable for this user, or remove it") from error
    if stat.S_IMODE(mode) & 0o077:
        raise SettingsError(f"{path} holds secrets and others may read it: run `chmod 600 {path}`")
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or name.strip() not in _WRITTEN:
            raise SettingsError(f"{path}, line {number}: expected one of {', '.join(_WRITTEN)} with `=value`")
        found[name.strip()] = _unescape(value.strip())
    return found


def _escape(value: str) -> str:
    """One line for any value: a private key has many."""
    return value.replace("\\", "\\\\").replace("\r", "").replace("\n", "\\n")


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)
