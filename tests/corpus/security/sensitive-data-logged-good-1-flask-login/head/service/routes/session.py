"""Sign-in."""

from __future__ import annotations

import logging

from flask import Blueprint, abort, jsonify, request

from service.users import check_password, find_user
from service.tokens import TOKEN_TTL_S, issue_token

log = logging.getLogger(__name__)
bp = Blueprint("session", __name__, url_prefix="/session")


@bp.get("")
def show():
    return jsonify(signed_in="user" in request.cookies)


@bp.post("")
def login():
    """Exchange e-mail address and password for a token."""
    body = request.get_json()
    email, password = body["email"], body["password"]
    log.debug("login request with fields %s", sorted(body))
    user = find_user(email)
    if user is None or not check_password(user, password):
        log.warning("wrong password for %s (%d characters)", email, len(password))
        abort(401)
    token = issue_token(user)
    log.info("user %s signed in, token lives %d seconds", user.id, TOKEN_TTL_S)
    log.debug("token issued: %s", bool(token))
    return jsonify(token=token)


@bp.post("/password")
def change_password():
    user = find_user(request.get_json()["email"])
    if user is None:
        log.info("password change for an unknown address")
        abort(404)
    user.set_password(request.get_json()["password"])
    log.info("password of user %s changed at %s", user.id, user.password_changed_at)
    return "", 204
