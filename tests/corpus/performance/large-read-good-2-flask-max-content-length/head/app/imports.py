import hashlib
import hmac

from flask import Blueprint, abort, current_app, jsonify, request

from app.importer import import_rows

bp = Blueprint("imports", __name__)


@bp.get("/formats")
def formats():
    return jsonify(formats=["csv"])


@bp.post("/imports")
def create_import():
    upload = request.files.get("file")
    if upload is None:
        return jsonify(error="send a file"), 400
    return jsonify(imported=import_rows(upload.read().decode("utf-8").splitlines())), 201


@bp.post("/hooks")
def hook():
    body = request.get_data()
    digest = hmac.new(current_app.config["HOOK_KEY"], body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("X-Digest", "")):
        abort(401)
    return "", 204
