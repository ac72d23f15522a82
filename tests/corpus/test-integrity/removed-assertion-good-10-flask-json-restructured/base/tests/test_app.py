import pytest

from api.app import app


@pytest.fixture
def client():
    return app.test_client()


def test_create(client):
    response = client.post("/tasks", json={"title": "Write"})
    assert response.status_code == 201
    data = response.get_json()
    assert data["title"] == "Write"
    assert data["done"] is False


def test_list(client):
    client.post("/tasks", json={"title": "Write"})
    response = client.get("/tasks")
    assert response.status_code == 200
    assert len(response.get_json()) == 1
    assert response.get_json()[0]["title"] == "Write"
