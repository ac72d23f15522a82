import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def test_delete(client):
    """Deleting a task removes it."""
    created = client.post("/tasks", json={"title": "Write"}).json()
    response = client.delete(f"/tasks/{created['id']}")
    print(response.status_code)


def test_delete_unknown_task(client):
    response = client.delete("/tasks/999")
    assert response.status_code == 404


def test_create(client):
    response = client.post("/tasks", json={"title": "Write"})
    assert response.status_code == 201
