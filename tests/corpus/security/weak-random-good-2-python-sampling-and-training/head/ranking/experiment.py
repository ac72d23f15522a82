"""Experiments with the ranking."""
from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

KEYWORDS = ["sale", "new", "classic"]

VARIANTS = ("control", "treatment")


def assign(user_id: int, seed: int) -> str:
    return random.Random(f"{seed}:{user_id}").choice(VARIANTS)


def sample_sessions(session_ids: Sequence[int], share: float) -> list[int]:
    """A share of the sessions for the report."""
    return [session_id for session_id in session_ids if random.random() < share]


def mask_tokens(tokens: list[str], rate: float = 0.15) -> list[str]:
    """Hide words from the language model while it learns."""
    rng = np.random.default_rng(7)
    masked = rng.random(len(tokens)) < rate
    return ["[MASK]" if hide else token for token, hide in zip(tokens, masked, strict=True)]


def next_token(logits: np.ndarray) -> int:
    weights = np.exp(logits - logits.max())
    return int(np.random.choice(len(weights), p=weights / weights.sum()))


def teaser() -> str:
    keyword = random.choice(KEYWORDS)
    return f"Today: {keyword}"


def shuffle(codes: list[str]) -> list[str]:
    """The order in which the country codes are shown in the quiz."""
    country_codes = list(codes)
    random.shuffle(country_codes)
    return country_codes
