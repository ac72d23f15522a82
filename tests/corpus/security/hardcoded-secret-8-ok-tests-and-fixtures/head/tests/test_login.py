import pytest

PASSWORD = "C0rrect-Horse!9"


@pytest.fixture
def token():
    return "a81d5f03c97b4e2680f3d1c5b9e7240a"


def test_login(client):
    assert client.post("/login", json={"password": PASSWORD}).status_code == 200
