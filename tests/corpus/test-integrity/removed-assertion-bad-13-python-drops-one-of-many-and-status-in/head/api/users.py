from flask import Blueprint, jsonify, request

from api.models import User, db

users = Blueprint("users", __name__)


@users.post("/users")
def create_user():
    payload = request.get_json()
    if "@" not in payload.get("email", ""):
        return jsonify(error="email is wrong", field="email"), 400
    user = User(email=payload["email"], role=payload.get("role", "member"))
    db.session.add(user)
    db.session.commit()
    return jsonify(id=user.id, email=user.email, role=user.role), 201
