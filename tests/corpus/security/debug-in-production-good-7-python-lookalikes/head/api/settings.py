"""Settings from the environment."""

from __future__ import annotations

from functools import lru_cache

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Read once at the start."""

    database_url: str
    environment: str = "production"
    debug: bool = False
    sql_echo: bool = False

    @property
    def is_local(self) -> bool:
        return self.environment in {"local", "test"}


@lru_cache
def settings() -> Settings:
    return Settings()
