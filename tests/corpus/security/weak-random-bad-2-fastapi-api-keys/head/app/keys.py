"""API keys and invitations."""
import random
import string
import uuid
from dataclasses import dataclass

import numpy as np

RNG = random.Random()


@dataclass
class ApiKey:
    owner_id: int
    value: str


def new_api_key(owner_id: int) -> ApiKey:
    """A key with a prefix by which people recognise it."""
    characters = RNG.choices(string.ascii_lowercase + string.digits, k=40)
    return ApiKey(owner_id, "ev_" + "".join(characters))


def invitation(email: str) -> dict[str, str]:
    return {"email": email, "token": "%032x" % random.getrandbits(128)}


def session_id() -> str:
    return "".join(str(n) for n in np.random.randint(0, 10, 24))


def request_id() -> str:
    return uuid.uuid4().hex
