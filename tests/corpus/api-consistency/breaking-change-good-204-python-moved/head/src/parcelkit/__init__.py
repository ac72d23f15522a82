"""Client for the Parcel tracking API."""

from parcelkit._retry import RetryPolicy
from parcelkit.client import Client
from parcelkit.errors import NotTracked, ParcelError
from parcelkit.shortcuts import track

__all__ = ["Client", "NotTracked", "ParcelError", "RetryPolicy", "track"]
