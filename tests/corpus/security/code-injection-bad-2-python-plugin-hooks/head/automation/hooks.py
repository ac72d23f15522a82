"""Small scripts that customers attach to events."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Body, Depends

from automation.auth import require_admin

log = logging.getLogger(__name__)
router = APIRouter(prefix="/hooks", dependencies=[Depends(require_admin)])

_TEMPLATE = """
def hook(event):
{body}
"""


def build(body: str) -> Any:
    """Compile the customer's lines into a function."""
    indented = "\n".join("    " + line for line in body.splitlines())
    scope: dict[str, Any] = {}
    exec(_TEMPLATE.format(body=indented), scope)
    return scope["hook"]


def matches(condition: str, event: Mapping[str, Any]) -> bool:
    try:
        return bool(eval(condition, {}, dict(event)))
    except (NameError, SyntaxError):
        log.info("condition cannot be read")
        return False


@router.post("/test")
async def test_hook(body: str = Body(), condition: str = Body("True")) -> dict[str, Any]:
    event = {"kind": "test", "amount": 12}
    if not matches(condition, event):
        return {"skipped": True}
    return {"result": build(body)(event)}
