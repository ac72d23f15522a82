import pytest

from api.app import app


@pytest.fixture
def client():
    return app.test_client()


def test_create(client):
    response = client.post("/tasks", json={"title": "Write"})
    assert response.status_code == 201
    assert response.get_json() == {"id": 1, "title": "Write", "done": False}


def test_list(client):
    client.post("/tasks", json={"title": "Write"})
    response = client.get("/tasks")
    assert response.status_code == 200
    body = response.get_json()
    assert body["total"] == 1
    assert [item["title"] for item in body["items"]] == ["Write"]
