import json
from decimal import Decimal

import httpx
import redis
import yaml


class RatesError(Exception):
    """Rates could not be had."""


class ConfigError(Exception):
    """The configuration is broken."""


def fetch(client: httpx.Client, base: str) -> dict:
    try:
        response = client.get(f"/rates/{base}")
        response.raise_for_status()
        return response.json()
    except httpx.HTTPError as exc:
        raise RatesError(f"rates of {base} could not be fetched: {exc}")


def read(path):
    try:
        with open(path) as handle:
            return yaml.safe_load(handle)
    except (OSError, yaml.YAMLError):
        raise ConfigError(f"cannot read {path}")


def parse(text):
    try:
        data = json.loads(text)
        return {k: Decimal(v) for k, v in data.items()}
    except Exception:
        raise RatesError("bad rates")


def rate(rates, currency):
    try:
        return rates[currency]
    except KeyError as exc:
        raise RatesError(f"no rate for {currency}") from exc


def cached(cache: redis.Redis, key):
    try:
        return cache.get(key)
    except redis.ConnectionError as exc:
        error = RatesError(f"cache lost {key}")
        error.__cause__ = exc
        raise error


def level(text):
    try:
        return int(text)
    except ValueError:
        raise ConfigError(f"level must be a number, not {text!r}")
