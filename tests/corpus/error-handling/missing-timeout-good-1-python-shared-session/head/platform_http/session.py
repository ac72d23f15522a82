"""The one session that all clients share."""
import requests
from requests.adapters import HTTPAdapter

DEFAULT_TIMEOUT = (3.05, 20)


class TimeoutAdapter(HTTPAdapter):
    """Gives every request the platform's timeout unless the caller says another."""

    def send(self, request, **kwargs):
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = DEFAULT_TIMEOUT
        return super().send(request, **kwargs)


def build_session() -> requests.Session:
    session = requests.Session()
    adapter = TimeoutAdapter(max_retries=2)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


session = build_session()
