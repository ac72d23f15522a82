"""Sign-in."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, jsonify, request

from service.users import check_password, find_user
from service.tokens import issue_token

log = logging.getLogger(__name__)
bp = Blueprint("session", __name__, url_prefix="/session")


@bp.get("")
def show():
    return jsonify(signed_in="user" in request.cookies)


@bp.post("")
def login():
    """Exchange e-mail address and password for a token."""
    log.debug("login request: %s", request.get_json())
    body = request.get_json()
    email, password = body["email"], body["password"]
    user = find_user(email)
    if user is None or not check_password(user, password):
        log.warning("failed login of %s with password %s", email, password)
        abort(401)
    token = issue_token(user)
    log.info("user %s signed in", user.id)
    return jsonify(token=token)
