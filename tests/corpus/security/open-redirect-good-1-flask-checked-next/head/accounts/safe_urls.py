"""Which addresses we send a browser to."""
from urllib.parse import urljoin, urlparse

from flask import request


def is_own_address(target: str) -> bool:
    """True when the address stays on this site."""
    own = urlparse(request.host_url)
    there = urlparse(urljoin(request.host_url, target))
    return there.scheme in ("http", "https") and own.netloc == there.netloc
