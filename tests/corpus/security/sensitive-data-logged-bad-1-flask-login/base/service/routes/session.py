"""Sign-in."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, jsonify, request

from service.users import check_password, find_user

log = logging.getLogger(__name__)
bp = Blueprint("session", __name__, url_prefix="/session")


@bp.get("")
def show():
    return jsonify(signed_in="user" in request.cookies)
