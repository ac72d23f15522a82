from flask import Blueprint, jsonify, request

from app.auth import login_required
from app.importer import import_rows

bp = Blueprint("imports", __name__, url_prefix="/imports")


@bp.get("/formats")
def formats():
    return jsonify(formats=["csv"])
