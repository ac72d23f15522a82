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
