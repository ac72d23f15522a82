import requests


def _raise(response: requests.Response, *args: object, **kwargs: object) -> None:
    response.raise_for_status()


def build() -> requests.Session:
    session = requests.Session()
    session.hooks["response"].append(_raise)
    session.headers["Accept"] = "application/json"
    return session
