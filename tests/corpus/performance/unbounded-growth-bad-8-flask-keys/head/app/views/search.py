from collections import Counter, defaultdict

from flask import Blueprint, jsonify, request

bp = Blueprint("search", __name__)
searched = Counter()
by_user = defaultdict(list)


@bp.get("/search")
def search():
    term = request.args["q"]
    searched[term] += 1
    by_user[request.args["user"]].append(term)
    return jsonify(term=term)
