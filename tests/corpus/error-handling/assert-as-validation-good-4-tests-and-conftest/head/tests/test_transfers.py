"""Transfers over HTTP."""

import json

from app import create_app


def client():
    return create_app({"TESTING": True}).test_client()


def test_a_transfer_is_booked():
    response = client().post("/transfers/", data=json.dumps({"amount": 5}), content_type="application/json")
    assert response.status_code == 201
    body = response.get_json()
    assert body["reference"].startswith("T-")
    assert "amount" not in body


def test_a_negative_amount_is_refused():
    response = client().post("/transfers/", json={"amount": -5})
    assert response.status_code == 422
