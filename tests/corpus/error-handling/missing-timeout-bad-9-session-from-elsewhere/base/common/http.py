"""The session of all services."""
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


def make_session() -> requests.Session:
    """A session that tries again when a gateway is away."""
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.3)))
    session.headers["User-Agent"] = "acme/1.0"
    return session


shared = make_session()
