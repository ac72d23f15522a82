"""Small HTML widgets and answers."""

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from markupsafe import Markup, escape

from app.models import Shop

widgets = Blueprint("widgets", __name__)


@widgets.get("/widgets/<int:shop_id>/card")
def card(shop_id: int):
    shop = Shop.query.get_or_404(shop_id)
    return render_template("card.html", title=request.args.get("title", shop.name), shop=shop)


@widgets.get("/widgets/hello")
def hello():
    name = escape(request.args.get("name", "visitor"))
    return f"<h2>Welcome back, {name}</h2>"


@widgets.get("/widgets/<int:shop_id>/count")
def count(shop_id: int):
    return f"<b>{shop_id}</b>"


@widgets.get("/widgets/raw")
def raw():
    response = make_response(f"You sent {request.args.get('text', '')}")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@widgets.get("/widgets/export")
def export():
    lines = [f"{shop.id};{shop.name}" for shop in Shop.query.limit(100)]
    return Response("\n".join(lines), mimetype="text/csv")


@widgets.get("/widgets/echo")
def echo():
    return jsonify({"text": "<p>" + request.args.get("text", "") + "</p>"})


def badge(review) -> Markup:
    return Markup("<span title='{}'>{} stars</span>").format(review.comment, review.stars)
