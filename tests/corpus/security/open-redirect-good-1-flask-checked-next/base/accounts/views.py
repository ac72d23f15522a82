"""Pages for signing in and out."""
from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask_login import current_user, login_user

from accounts.forms import LoginForm
from accounts.models import User

bp = Blueprint("accounts", __name__, url_prefix="/accounts")


@bp.route("/login", methods=["GET", "POST"])
def login():
    if current_user.is_authenticated:
        return redirect(url_for("dashboard.index"))
    form = LoginForm()
    if form.validate_on_submit():
        user = User.by_email(form.email.data)
        if user is None or not user.check_password(form.password.data):
            flash("E-mail address or password is wrong.", "error")
            return render_template("accounts/login.html", form=form), 401
        login_user(user)
        return redirect(url_for("dashboard.index"))
    return render_template("accounts/login.html", form=form)
