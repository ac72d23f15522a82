import re

import re2
from flask import Blueprint, jsonify, request

bp = Blueprint("filters", __name__)

WORDS = re2.compile(r"^(\w+\s?)+$")
HOUR = re.compile(r"^(?:[01]\d|2[0-3]):[0-5]\d$")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
SPACES = re.compile(r"\s+")


@bp.get("/filters/words")
def words():
    query = request.args.get("q", "")
    if not WORDS.match(query):
        return jsonify(error="Please use words."), 422
    return jsonify(words=SPACES.split(query))


@bp.get("/filters/opening")
def opening():
    hour = request.args.get("hour", "")
    return jsonify(valid=bool(HOUR.match(hour)), quoted=QUOTED.findall(request.args.get("names", "")))
