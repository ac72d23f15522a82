"""Preview of what authors write."""
import re

from flask import Blueprint, jsonify, request
from flask_login import login_required

bp = Blueprint("preview", __name__)


@bp.post("/preview/length")
@login_required
def length():
    text = request.get_json()["text"]
    return jsonify(words=len(text.split()))
