"""Preview of what authors write."""
import re

from flask import Blueprint, jsonify, request
from flask_login import login_required

bp = Blueprint("preview", __name__)

# Lists: one or more lines that start with a star.
LIST_BLOCK = re.compile(r"(?:(?:\*\s.*\n?)+)+$", re.MULTILINE)


@bp.post("/preview/length")
@login_required
def length():
    text = request.get_json()["text"]
    return jsonify(words=len(text.split()))


@bp.post("/preview/outline")
@login_required
def outline():
    """The headings and lists of a text."""
    text = request.get_json()["text"]
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    lists = len(LIST_BLOCK.findall(text))
    return jsonify(headings=headings, lists=lists)


@bp.get("/preview/tags")
@login_required
def tags():
    wanted = request.args.get("tags", "")
    if re.fullmatch(r"([a-z]+,?)*", wanted) is None:
        return jsonify(error="Tags are words with commas between them."), 422
    return jsonify(tags=[tag for tag in wanted.split(",") if tag])
