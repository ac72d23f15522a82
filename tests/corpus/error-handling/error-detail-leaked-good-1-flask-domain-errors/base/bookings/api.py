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



@bp.get("/bookings")
@login_required
def mine():
    return jsonify([b.as_dict() for b in service.of(current_user.id)])
