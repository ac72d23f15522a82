"""Settings from the environment."""

from __future__ import annotations

from functools import lru_cache

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Read once at the start."""

    database_url: str
    environment: str = "production"


@lru_cache
def settings() -> Settings:
    return Settings()
