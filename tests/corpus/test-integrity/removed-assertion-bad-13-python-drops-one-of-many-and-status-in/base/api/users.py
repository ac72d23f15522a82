from flask import Blueprint, jsonify, request

from api.models import User, db

users = Blueprint("users", __name__)


@users.post("/users")
def create_user():
    payload = request.get_json()
    if not payload.get("email"):
        return jsonify(error="email is missing"), 422
    user = User(email=payload["email"], role="member")
    db.session.add(user)
    db.session.commit()
    return jsonify(id=user.id, email=user.email, role=user.role), 201
