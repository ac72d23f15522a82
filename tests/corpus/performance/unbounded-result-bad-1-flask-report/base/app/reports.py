"""Figures for the finance team."""

from collections import defaultdict

from celery import shared_task
from flask import Blueprint, jsonify

from app.cache import store_report
from app.models import Invoice

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/health")
def health():
    return jsonify(status="ok")
