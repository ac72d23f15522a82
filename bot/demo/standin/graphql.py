"""GraphQL."""

from __future__ import annotations

from flask import Request, Response

from bot.demo.standin.world import World


def answer(world: World, request: Request) -> Response:
    """Not yet."""
    return Response(status=501)
