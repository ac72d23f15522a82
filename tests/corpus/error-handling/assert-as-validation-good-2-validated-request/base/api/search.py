"""Search over HTTP."""

from flask import Blueprint, abort, jsonify, request

from search.service import search

bp = Blueprint("search", __name__)
LIMIT = 100


@bp.get("/search")
def find():
    text = request.args.get("q", "")
    return jsonify(search(text))
