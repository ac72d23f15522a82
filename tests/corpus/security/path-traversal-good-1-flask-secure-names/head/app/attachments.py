"""Attachments of tickets."""

import os
import zipfile
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, current_app, jsonify, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

from app.auth import login_required

attachments = Blueprint("attachments", __name__)

_KINDS = {"log": "server.log", "report": "report.html"}


def _folder(ticket_id: int) -> Path:
    return Path(current_app.config["UPLOADS"]) / str(ticket_id)


@attachments.get("/tickets/<int:ticket_id>/attachments/<path:name>")
@login_required
def download(ticket_id: int, name: str):
    return send_from_directory(_folder(ticket_id), name, as_attachment=True)


@attachments.get("/tickets/<int:ticket_id>/preview")
@login_required
def preview(ticket_id: int):
    location = safe_join(str(_folder(ticket_id)), request.args["name"])
    if location is None or not os.path.isfile(location):
        abort(404)
    return send_file(location)


@attachments.post("/tickets/<int:ticket_id>/attachments")
@login_required
def upload(ticket_id: int):
    sent = request.files["file"]
    name = secure_filename(sent.filename or "file")
    sent.save(_folder(ticket_id) / name)
    return jsonify({"stored": name}), 201


@attachments.get("/exports/<uuid:export_id>")
@login_required
def export(export_id: UUID):
    return send_file(os.path.join(current_app.config["EXPORTS"], f"{export_id}.csv"))


@attachments.get("/files/<kind>")
@login_required
def by_kind(kind: str):
    name = _KINDS.get(kind)
    if name is None:
        abort(404)
    return send_file(os.path.join(current_app.config["EXPORTS"], name))


def unpack(archive_path: Path, target: Path) -> None:
    """Unpack an archive; members that leave the folder end it."""
    root = target.resolve()
    with zipfile.ZipFile(archive_path) as archive:
        for member in archive.namelist():
            if not (root / member).resolve().is_relative_to(root):
                raise ValueError("archive member leaves the folder")
        archive.extractall(root)
