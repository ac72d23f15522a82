"""Rate limits by plan."""

from __future__ import annotations

from dataclasses import dataclass


class LimitExceeded(Exception):
    """An account used up its allowance."""

    def __init__(self, account: str, limit: int) -> None:
        super().__init__(f"{account} is over {limit} requests a minute")
        self.account = account


class NotConfigured(RuntimeError):
    """No policy is known for the plan."""


@dataclass(frozen=True)
class Policy:
    plan: str
    per_minute: int

    def __post_init__(self) -> None:
        if self.per_minute <= 0:
            raise ValueError("per_minute must be positive")


class Limiter:
    def __init__(self, policies: list[Policy]) -> None:
        if not policies:
            raise RuntimeError("a limiter needs at least one policy")
        self.policies = {p.plan: p for p in policies}

    def check(self, account: str, plan: str, used: int) -> None:
        policy = self.policies.get(plan)
        if policy is None:
            raise NotConfigured(plan)
        if used > policy.per_minute:
            raise LimitExceeded(account, policy.per_minute)

    def export(self) -> bytes:
        raise NotImplementedError

    def reload(self) -> None:
        raise Exception(f"policies {sorted(self.policies)} cannot be reloaded while in use")
