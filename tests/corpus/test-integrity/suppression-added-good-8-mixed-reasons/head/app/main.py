"""Start the service."""

from app.settings import *  # noqa: F401,F403 - settings modules build on one another
from app.vendor import driver  # type: ignore[import-untyped]

URL = "https://example.com/a/very/long/address/that/cannot/be/broken/into/two/lines/without/harm/to/readers"  # noqa: E501


def main() -> None:
    """Read the settings and go."""
    # The driver's stub says None, the driver itself returns the socket.
    socket = driver.open(URL)  # type: ignore[func-returns-value]
    socket.send(b"hi")
    driver.flush()  # pylint: disable=no-member  # made by the C extension
