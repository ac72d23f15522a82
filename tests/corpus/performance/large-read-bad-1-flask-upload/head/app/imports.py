from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.importer import import_rows

bp = Blueprint("imports", __name__, url_prefix="/imports")


@bp.get("/formats")
def formats():
    return jsonify(formats=["csv"])


@bp.post("/")
@login_required
def create_import():
    """Import the CSV file that was sent."""
    upload = request.files.get("file")
    if upload is None or not upload.filename.endswith(".csv"):
        return jsonify(error="send a CSV file"), 400
    content = upload.read().decode("utf-8")
    lines = content.splitlines()
    if not lines:
        return jsonify(error="the file is empty"), 400
    return jsonify(imported=import_rows(lines)), 201
