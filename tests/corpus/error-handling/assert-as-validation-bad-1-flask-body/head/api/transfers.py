"""Transfers between accounts over HTTP."""

from __future__ import annotations

from decimal import Decimal

from flask import Blueprint, g, jsonify, request

from accounts.service import Accounts, Transfer
from api.auth import login_required

bp = Blueprint("transfers", __name__, url_prefix="/transfers")


@bp.post("/")
@login_required
def create():
    """Moves money from one of the caller's accounts to another account."""
    body = request.get_json()
    assert "amount" in body, "amount is required"
    amount = Decimal(str(body["amount"]))
    assert amount > 0, "amount must be positive"
    transfer = Transfer(source=int(body["source"]), target=int(body["target"]), amount=amount)
    reference = Accounts(g.user.id).move(transfer)
    return jsonify({"reference": reference}), 201


@bp.get("/<int:transfer_id>")
@login_required
def show(transfer_id: int):
    transfer = Accounts(g.user.id).transfer(transfer_id)
    if transfer is None:
        return jsonify({"error": "No such transfer"}), 404
    return jsonify(transfer.as_dict())
