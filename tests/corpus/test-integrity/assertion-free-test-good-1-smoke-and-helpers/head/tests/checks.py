def expect_problem(response, status, title):
    assert response.status_code == status
    assert response.json()["title"] == title


def verify_task(data, **fields):
    for name, value in fields.items():
        assert data[name] == value
