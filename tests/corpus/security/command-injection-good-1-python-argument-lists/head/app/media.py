"""Media endpoints."""

import os
import shlex
import subprocess
import uuid

from flask import Blueprint, abort, current_app, jsonify, request

from app.auth import login_required

media = Blueprint("media", __name__)

_PRESETS = {"small": "200x200", "large": "1200x1200"}


@media.get("/media/<uuid:media_id>")
@login_required
def show(media_id: uuid.UUID):
    path = os.path.join(current_app.config["MEDIA"], f"{media_id}.json")
    if not os.path.exists(path):
        abort(404)
    return jsonify({"id": str(media_id)})


def _run(arguments: list[str]) -> None:
    result = subprocess.run(arguments, capture_output=True, timeout=30, check=False)
    if result.returncode != 0:
        current_app.logger.warning("%s failed with status %d", arguments[0], result.returncode)
        abort(422)


@media.post("/media/<uuid:media_id>/thumbnail")
@login_required
def thumbnail(media_id: uuid.UUID):
    size = _PRESETS.get(request.get_json().get("size"), "200x200")
    folder = current_app.config["MEDIA"]
    _run(["convert", os.path.join(folder, f"{media_id}.png"), "-resize", size, f"{media_id}-small.png"])
    return jsonify({"thumbnail": f"/static/{media_id}-small.png"}), 201


@media.get("/media/<uuid:media_id>/words")
@login_required
def words(media_id: uuid.UUID):
    pattern = request.args.get("pattern", "")
    command = f"strings {media_id}.bin | grep -c -- {shlex.quote(pattern)}"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=10, check=False)
    return jsonify({"count": int(result.stdout or 0)})
