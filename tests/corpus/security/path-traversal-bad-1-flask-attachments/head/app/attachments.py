"""Attachments of tickets."""

import os
import zipfile
from pathlib import Path

from flask import Blueprint, abort, current_app, jsonify, request, send_file

from app.auth import login_required

attachments = Blueprint("attachments", __name__)


@attachments.get("/tickets/<int:ticket_id>/attachments")
@login_required
def index(ticket_id: int):
    folder = os.path.join(current_app.config["UPLOADS"], str(ticket_id))
    return jsonify(sorted(os.listdir(folder)))


def _location(ticket_id: int, name: str) -> str:
    return os.path.join(current_app.config["UPLOADS"], str(ticket_id), name)


@attachments.get("/tickets/<int:ticket_id>/attachments/<path:name>")
@login_required
def download(ticket_id: int, name: str):
    location = _location(ticket_id, name)
    if not os.path.exists(location):
        abort(404)
    return send_file(location, as_attachment=True)


@attachments.post("/tickets/<int:ticket_id>/attachments")
@login_required
def upload(ticket_id: int):
    """Store an upload; a zip file is unpacked into the ticket's folder."""
    sent = request.files["file"]
    target = Path(current_app.config["UPLOADS"]) / str(ticket_id) / sent.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    sent.save(target)
    if zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as archive:
            for member in archive.infolist():
                out = target.parent / member.filename
                out.write_bytes(archive.read(member))
    return jsonify({"stored": True}), 201
