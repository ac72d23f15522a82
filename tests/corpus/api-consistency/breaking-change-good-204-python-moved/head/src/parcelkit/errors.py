"""What can go wrong."""


class ParcelError(Exception):
    """Base of all errors of this package."""


class NotTracked(ParcelError, LookupError):
    """The service does not know the number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"parcel {number} is not tracked")
        self.number = number
