"""Client for the Parcel tracking API."""

from parcelkit._retry import RetryPolicy
from parcelkit.client import Client, Tracker
from parcelkit.errors import NotTracked, ParcelError

__all__ = ["Client", "NotTracked", "ParcelError", "RetryPolicy", "Tracker"]
