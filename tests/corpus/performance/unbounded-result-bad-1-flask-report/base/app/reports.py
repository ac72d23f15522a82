"""Figures for the finance team."""

from collections import defaultdict

from flask import Blueprint, jsonify

from app.auth import finance_required
from app.models import Invoice

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/health")
def health():
    return jsonify(status="ok")
