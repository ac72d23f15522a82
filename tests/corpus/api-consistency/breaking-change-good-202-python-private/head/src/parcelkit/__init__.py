"""Client for the Parcel tracking API."""

from parcelkit._retry import RetryPolicy
from parcelkit.client import Client, track
from parcelkit.errors import NotTracked, ParcelError

__all__ = ["Client", "NotTracked", "ParcelError", "RetryPolicy", "track"]
