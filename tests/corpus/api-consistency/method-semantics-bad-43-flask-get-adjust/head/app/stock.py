"""Stock levels."""
import csv
import io

from flask import Blueprint, Response, abort, jsonify, request

from app.db import session
from app.models import StockLevel

bp = Blueprint("stock", __name__)


@bp.get("/stock-levels")
def list_stock_levels():
    limit = min(request.args.get("limit", 50, type=int), 200)
    offset = request.args.get("offset", 0, type=int)
    below = request.args.get("below", type=int)
    query = session.query(StockLevel)
    if below is not None:
        query = query.filter(StockLevel.quantity < below)
    return jsonify({"items": [s.to_dict() for s in query.offset(offset).limit(limit)], "limit": limit, "offset": offset})


@bp.get("/stock-levels.csv")
def export_stock_levels():
    out = io.StringIO()
    writer = csv.writer(out)
    for level in session.query(StockLevel).yield_per(500):
        writer.writerow([level.sku, level.quantity])
    return Response(out.getvalue(), mimetype="text/csv")


@bp.put("/stock-levels/<sku>")
def put_stock_level(sku: str):
    payload = request.get_json()
    level = session.get(StockLevel, sku)
    if level is None:
        abort(404)
    level.quantity = payload["quantity"]
    session.commit()
    return jsonify(level.to_dict())


@bp.get("/stock-levels/<sku>/adjust")
def adjust(sku: str):
    level = session.get(StockLevel, sku) or abort(404)
    level.quantity += request.args.get("delta", type=int)
    session.commit()
    return jsonify(level.to_dict())
