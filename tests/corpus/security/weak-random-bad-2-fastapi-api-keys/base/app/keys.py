"""API keys and invitations."""
from dataclasses import dataclass


@dataclass
class ApiKey:
    owner_id: int
    value: str
