class BookingError(Exception):
    """A booking that we refuse; the message is written for the customer."""

    @property
    def public_message(self) -> str:
        return str(self)


class SlotTaken(BookingError):
    pass
