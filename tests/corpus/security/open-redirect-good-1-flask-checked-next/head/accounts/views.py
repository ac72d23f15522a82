"""Pages for signing in and out."""
from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user

from accounts.forms import LoginForm
from accounts.models import User
from accounts.safe_urls import is_own_address

bp = Blueprint("accounts", __name__, url_prefix="/accounts")

HELP_PAGES = {
    "billing": "https://help.example.com/billing",
    "privacy": "https://help.example.com/privacy",
}


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
        target = request.args.get("next")
        if target and not is_own_address(target):
            abort(400)
        return redirect(target or url_for("dashboard.index"))
    return render_template("accounts/login.html", form=form)


@bp.route("/help")
def help_page():
    """Send people to the right page of the help centre."""
    topic = request.args.get("topic", "")
    address = HELP_PAGES.get(topic)
    if address is None:
        abort(404)
    return redirect(address)


@bp.route("/orders/<int:order_id>/done")
def order_done(order_id):
    return redirect(url_for("orders.show", order_id=order_id, tab=request.args.get("tab", "items")))


@bp.route("/search")
def old_search():
    """The search has moved; keep old bookmarks working."""
    return redirect("/v2/search?q=" + request.args.get("q", ""))
