"""Small HTML widgets that other sites embed."""

from flask import Blueprint, make_response, request
from markupsafe import Markup

from app.models import Shop

widgets = Blueprint("widgets", __name__)


def _row(label: str, value: str) -> str:
    return "<tr><th>" + label + "</th><td>" + value + "</td></tr>"


@widgets.get("/widgets/<int:shop_id>/card")
def card(shop_id: int):
    shop = Shop.query.get_or_404(shop_id)
    title = request.args.get("title", shop.name)
    html = "<table>"
    html += _row("Shop", title)
    html += _row("Open", "yes" if shop.is_open else "no")
    html += "</table>"
    response = make_response(html)
    response.headers["Content-Type"] = "text/html"
    return response


@widgets.get("/widgets/hello")
def hello():
    name = request.args.get("name", "visitor")
    return "<h2>Welcome back, %s</h2>" % name


def badge(review) -> Markup:
    return Markup(f"<span title='{review.comment}'>{review.stars} stars</span>")
