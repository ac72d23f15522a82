from functools import wraps

from flask import g, request

from app.errors import api_error
from app.tokens import load_user


def login_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        user = load_user(request.headers.get("Authorization", ""))
        if user is None:
            return api_error(401, "unauthorized", "Sign in first")
        g.user = user
        return view(*args, **kwargs)

    return wrapper
