"""Search over HTTP."""

from flask import Blueprint, abort, jsonify, request

from search.service import search

bp = Blueprint("search", __name__)
LIMIT = 100


@bp.get("/search")
def find():
    text = request.args.get("q", "")
    if not text:
        abort(400, "q is required")
    try:
        limit = int(request.args.get("limit", "20"))
    except ValueError:
        abort(400, "limit must be a number")
    if not 0 < limit <= LIMIT:
        abort(400, f"limit must be between 1 and {LIMIT}")
    found = search(text, limit)
    assert len(found) <= limit, "the service returned more than it was asked for"
    return jsonify(found)
