from flask import Blueprint, abort, jsonify, make_response, request

from tickets.auth import login_required
from tickets.models import Ticket, db

bp = Blueprint("tickets", __name__)


def _error(message: str, status: int):
    response = jsonify({"error": message})
    response.status_code = status
    return response


