"""Return labels: what customers print to send goods back."""

from __future__ import annotations

import logging

from flask import Blueprint, jsonify, request

from app.db import session
from app.models import ReturnLabel

log = logging.getLogger(__name__)
bp = Blueprint("return_labels", __name__)

MAX_LABELS = 200


@bp.get("/return-labels")
def list_return_labels():
    """Labels, newest first."""
    limit = min(request.args.get("limit", 50, type=int), MAX_LABELS)
    offset = request.args.get("offset", 0, type=int)
    query = session.query(ReturnLabel)
    if carrier := request.args.get("carrier"):
        query = query.filter(ReturnLabel.carrier == carrier)
    if state := request.args.get("state"):
        query = query.filter(ReturnLabel.state == state)
    if since := request.args.get("since"):
        query = query.filter(ReturnLabel.created_at >= since)
    rows = query.order_by(ReturnLabel.id.desc()).offset(offset).limit(limit).all()
    return jsonify({"items": [row.to_dict() for row in rows], "limit": limit, "offset": offset})


@bp.get("/return-labels/<int:label_id>")
def get_return_label(label_id: int):
    label = session.get(ReturnLabel, label_id)
    if label is None:
        return jsonify({"error": {"code": "not_found", "message": "no such label"}}), 404
    return jsonify({"id": label.id, "carrier": label.carrier, "tracking_number": label.tracking_number})


@bp.post("/return-labels")
def create_return_label():
    payload = request.get_json()
    carrier = payload.get("carrier")
    if not carrier:
        return jsonify({"error": {"code": "invalid", "message": "carrier is required"}}), 400
    label = ReturnLabel(carrier=carrier, order_id=payload.get("order_id"))
    session.add(label)
    session.commit()
    log.info("label %s created", label.id)
    return jsonify(label.to_dict()), 201


@bp.delete("/return-labels/<int:label_id>")
def delete_return_label(label_id: int):
    label = session.get(ReturnLabel, label_id)
    if label is None:
        return jsonify({"error": {"code": "not_found", "message": "no such label"}}), 404
    session.delete(label)
    session.commit()
    return "", 204
