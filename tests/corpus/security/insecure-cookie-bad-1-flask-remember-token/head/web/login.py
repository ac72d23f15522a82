"""Signing in and out."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from web.accounts import authenticate
from web.remember import save_token

bp = Blueprint("login", __name__)
REMEMBER_FOR = timedelta(days=30)


@bp.get("/login")
def form():
    return render_template("login.html")


@bp.post("/login")
def sign_in():
    user = authenticate(request.form.get("email", ""), request.form.get("password", ""))
    if user is None:
        return render_template("login.html", error="Wrong e-mail address or password"), 401
    response = make_response(redirect(url_for("home.index")))
    response.set_cookie("theme", user.theme, max_age=31536000)
    if request.form.get("remember"):
        token = secrets.token_urlsafe(32)
        save_token(user.id, token, REMEMBER_FOR)
        response.set_cookie("remember_token", token, max_age=REMEMBER_FOR, httponly=True)
    return response
