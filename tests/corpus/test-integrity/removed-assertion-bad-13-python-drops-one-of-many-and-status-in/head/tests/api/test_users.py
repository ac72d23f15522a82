from api.models import User


def test_create_user(client):
    response = client.post("/users", json={"email": "ann@example.org"})
    assert response.status_code == 201
    assert response.json["email"] == "ann@example.org"
    assert User.query.count() == 1


def test_create_user_without_email(client):
    response = client.post("/users", json={})
    assert response.status_code in (400, 422)
    assert "error" in response.json
    assert User.query.count() == 0
