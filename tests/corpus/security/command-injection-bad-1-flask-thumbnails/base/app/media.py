"""Media endpoints."""

import os

from flask import Blueprint, abort, current_app, jsonify, request

from app.auth import login_required

media = Blueprint("media", __name__)


@media.get("/media/<uuid:media_id>")
@login_required
def show(media_id: uuid.UUID):
    path = os.path.join(current_app.config["MEDIA"], f"{media_id}.json")
    if not os.path.exists(path):
        abort(404)
    return jsonify({"id": str(media_id)})
