import pytest
from fastapi.testclient import TestClient

from app.main import app
from tests.checks import expect_problem, verify_task


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


def _deleted(client, task_id):
    response = client.delete(f"/tasks/{task_id}")
    assert response.status_code == 204
    return response


def test_delete(client):
    created = client.post("/tasks", json={"title": "Write"}).json()
    _deleted(client, created["id"])


def test_delete_unknown_task(client):
    expect_problem(client.delete("/tasks/999"), 404, "no such task")


def test_read_back(client):
    created = client.post("/tasks", json={"title": "Write"}).json()
    verify_task(client.get(f"/tasks/{created['id']}").json(), title="Write", done=False)


def test_app_starts_without_error():
    with TestClient(app):
        pass


def test_delete_twice_raises_for_status(client):
    created = client.post("/tasks", json={"title": "Write"}).json()
    client.delete(f"/tasks/{created['id']}").raise_for_status()
    if client.delete(f"/tasks/{created['id']}").status_code != 404:
        pytest.fail("the second deletion found something")


def test_create(client):
    response = client.post("/tasks", json={"title": "Write"})
    assert response.status_code == 201
