"""The private Redis: found, started, survived, and clear when there is none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from bot import embedded_redis
from bot.embedded_redis import EmbeddedRedis, RedisMissing, find_server


@pytest.fixture
def directory() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="evenhand-r-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_what_was_written_survives_a_kill_and_a_stale_socket(directory):
    first = EmbeddedRedis(directory)
    first.start()
    with Redis.from_url(first.url) as client:
        client.set("kept", "yes")
        assert client.config_get("port")["port"] == "0"
    assert first._child is not None
    first._child.kill()
    first._child.wait()
    assert (directory / "redis.sock").exists()
    second = EmbeddedRedis(directory)
    second.start()
    with Redis.from_url(second.url) as client:
        assert client.get("kept") == b"yes"
    second.stop()
    assert not (directory / "redis.sock").exists()


def test_a_long_path_gets_a_loopback_port_with_a_password(directory):
    deep = directory / ("d" * 100)
    server = EmbeddedRedis(deep)
    server.start()
    try:
        with Redis.from_url(server.url) as client:
            assert client.ping()
        with Redis(port=server.address.port) as stranger, pytest.raises(RedisError):
            stranger.ping()
        assert (deep / "redis.conf").stat().st_mode & 0o077 == 0
    finally:
        server.stop()
    assert server.address.password not in repr(server.address)


def test_a_server_on_path_is_preferred_and_the_bundled_one_is_found(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/valkey-server" if "valkey" in name else None)
    assert find_server() == Path("/usr/bin/valkey-server")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert find_server().name == "redis-server"


def test_without_any_server_both_mends_are_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(embedded_redis, "_bundled", lambda: None)
    with pytest.raises(RedisMissing, match=r"install one.*EVENHAND_REDIS_URL"):
        find_server()


def test_a_server_that_cannot_start_is_quoted(directory):
    server = EmbeddedRedis(directory)
    (directory / "appendonly.aof").mkdir(parents=True)
    with pytest.raises(RedisMissing, match="last words"):
        server.start()
