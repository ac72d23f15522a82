"""What a page cannot do, in words for the reader."""

from __future__ import annotations


class PageError(Exception):
    """A request that gets a page with words instead of what was asked for."""

    status = 500

    def __init__(self, title: str, text: str) -> None:
        """``text`` says why and what would do."""
        super().__init__(text)
        self.title = title
        self.text = text


class BadAddressError(PageError):
    """Some part of the address cannot be understood."""

    status = 400


class NotThereError(PageError):
    """What the address names does not exist, or not for this reader."""

    status = 404


class NotAllowedError(PageError):
    """The reader may not see the page."""

    status = 403
