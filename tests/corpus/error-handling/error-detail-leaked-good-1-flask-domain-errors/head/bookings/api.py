import logging
import uuid

from flask import Blueprint, current_app, jsonify, request
from flask_login import current_user, login_required
from marshmallow import ValidationError

from bookings.errors import BookingError, SlotTaken
from bookings.schemas import BookingSchema
from bookings.service import BookingService

bp = Blueprint("bookings", __name__)
log = logging.getLogger(__name__)
service = BookingService()
schema = BookingSchema()

@bp.post("/bookings")
@login_required
def book():
    try:
        data = schema.load(request.get_json())
    except ValidationError as err:
        return jsonify({"errors": err.messages}), 422
    try:
        booking = service.book(current_user.id, **data)
    except SlotTaken as taken:
        return jsonify({"error": str(taken)}), 409
    except BookingError as refused:
        return jsonify({"error": refused.public_message}), 400
    return jsonify(booking.as_dict()), 201


@bp.errorhandler(Exception)
def unexpected(exc: Exception):
    """Answer with an id that support can find in the log; the detail only on a developer's machine."""
    incident = uuid.uuid4().hex
    log.error("incident %s", incident, exc_info=exc)
    body = {"error": "internal error", "incident": incident}
    if current_app.debug:
        body["detail"] = str(exc)
    return jsonify(body), 500


@bp.get("/bookings")
@login_required
def mine():
    return jsonify([b.as_dict() for b in service.of(current_user.id)])
