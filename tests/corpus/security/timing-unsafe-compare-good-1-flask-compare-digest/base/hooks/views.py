"""Webhooks of our payment provider."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, current_app, request

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
log = logging.getLogger(__name__)


@bp.get("/ping")
def ping():
    return {"ok": True}
