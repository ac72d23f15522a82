"""Pages for signing in and out."""
import logging
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required, login_user, logout_user

from accounts.forms import LoginForm, ProfileForm
from accounts.models import User

log = logging.getLogger(__name__)
bp = Blueprint("accounts", __name__, url_prefix="/accounts")


def _return_address(default_endpoint: str) -> str:
    """Where the person wanted to go before we asked them to sign in."""
    target = request.args.get("next") or request.form.get("next")
    if not target:
        target = session.pop("return_to", None)
    return target or url_for(default_endpoint)


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
        login_user(user, remember=form.remember.data)
        log.info("user %s signed in", user.id)
        # Take the person back to the page that asked for the sign-in.
        return redirect(_return_address("dashboard.index"))
    return render_template("accounts/login.html", form=form)


@bp.route("/logout", methods=["POST"])
@login_required
def logout():
    logout_user()
    destination = request.form.get("next", "")
    if destination:
        log.debug("signed out, going on to a given page")
        return redirect(destination)
    return redirect(url_for("pages.home"))


@bp.route("/profile", methods=["GET", "POST"])
@login_required
def profile():
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        form.populate_obj(current_user)
        current_user.save()
        flash("Saved.", "info")
        return redirect(url_for("accounts.profile"))
    return render_template("accounts/profile.html", form=form)
