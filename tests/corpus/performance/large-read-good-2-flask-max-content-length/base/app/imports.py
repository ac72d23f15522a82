import hashlib
import hmac

from flask import Blueprint, abort, current_app, jsonify, request

from app.importer import import_rows

bp = Blueprint("imports", __name__)


@bp.get("/formats")
def formats():
    return jsonify(formats=["csv"])
