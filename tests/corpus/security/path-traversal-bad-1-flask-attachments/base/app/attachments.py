"""Attachments of tickets."""

import os

from flask import Blueprint, current_app, jsonify

from app.auth import login_required

attachments = Blueprint("attachments", __name__)


@attachments.get("/tickets/<int:ticket_id>/attachments")
@login_required
def index(ticket_id: int):
    folder = os.path.join(current_app.config["UPLOADS"], str(ticket_id))
    return jsonify(sorted(os.listdir(folder)))
