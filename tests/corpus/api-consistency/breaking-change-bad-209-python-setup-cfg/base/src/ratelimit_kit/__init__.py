"""Rate limits."""

from .limiter import Limiter, RateExceeded

__all__ = ["Limiter", "RateExceeded"]
