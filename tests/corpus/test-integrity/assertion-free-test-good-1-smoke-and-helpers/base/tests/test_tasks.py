import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def test_create(client):
    response = client.post("/tasks", json={"title": "Write"})
    assert response.status_code == 201
