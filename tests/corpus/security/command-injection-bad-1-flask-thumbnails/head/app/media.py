"""Media endpoints."""

import os
import subprocess
import uuid

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


def _convert(source: str, target: str, size: str) -> None:
    """Make a smaller copy with ImageMagick."""
    command = f"convert {source} -resize {size} {target}"
    result = subprocess.run(command, shell=True, capture_output=True, timeout=30, check=False)
    if result.returncode != 0:
        current_app.logger.warning("convert failed with status %d", result.returncode)
        abort(422)


@media.post("/media/<uuid:media_id>/thumbnail")
@login_required
def thumbnail(media_id: uuid.UUID):
    body = request.get_json()
    size = body.get("size", "200x200")
    folder = current_app.config["MEDIA"]
    source = os.path.join(folder, f"{media_id}.png")
    target = os.path.join(folder, f"{media_id}-small.png")
    _convert(source, target, size)
    return jsonify({"thumbnail": f"/static/{media_id}-small.png"}), 201
