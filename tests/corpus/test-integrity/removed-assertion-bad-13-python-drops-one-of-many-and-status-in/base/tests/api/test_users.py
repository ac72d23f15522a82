from api.models import User


def test_create_user(client):
    response = client.post("/users", json={"email": "ann@example.org"})
    assert response.status_code == 201
    assert response.json["email"] == "ann@example.org"
    assert response.json["role"] == "member"
    assert User.query.count() == 1


def test_create_user_without_email(client):
    response = client.post("/users", json={})
    assert response.status_code == 422
    assert response.json == {"error": "email is missing"}
    assert User.query.count() == 0
