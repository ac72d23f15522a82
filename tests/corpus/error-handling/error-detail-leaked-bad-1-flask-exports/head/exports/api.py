"""Exports of invoices for the accounting team."""

import logging

from flask import Blueprint, jsonify, request
from flask_login import login_required

from exports.store import InvoiceStore, ExportRefused

bp = Blueprint("exports", __name__, url_prefix="/exports")
log = logging.getLogger(__name__)
store = InvoiceStore()


@bp.get("/")
@login_required
def list_exports():
    return jsonify([export.as_dict() for export in store.recent(limit=50)])


@bp.post("/")
@login_required
def create_export():
    """Start an export of one month."""
    payload = request.get_json()
    month = payload.get("month")
    if not month:
        return jsonify({"error": "month is required"}), 400
    try:
        export = store.create(month, currency=payload.get("currency", "EUR"))
    except ExportRefused as refused:
        log.info("export of %s refused: %s", month, refused)
        return jsonify({"error": "this month is still open"}), 409
    except Exception as exc:
        log.exception("export of %s failed", month)
        return jsonify({"error": f"Export failed: {exc}"}), 500
    return jsonify(export.as_dict()), 201
