from unittest.mock import AsyncMock

import pytest

from api.mail import get_mailer
from api.main import app


@pytest.fixture
def mailer():
    mailer = AsyncMock()
    app.dependency_overrides[get_mailer] = lambda: mailer
    yield mailer
    app.dependency_overrides.clear()


@pytest.mark.anyio
async def test_create_user(client, mailer):
    response = await client.post("/users", params={"email": "ann@example.org"})
    assert response.status_code == 200
    assert response.json() == {"id": 1, "email": "ann@example.org"}
    mailer.welcome.assert_awaited_once()
    assert mailer.welcome.await_args.args[0].email == "ann@example.org"


@pytest.mark.anyio
async def test_mail_failure_is_not_fatal(client, mailer):
    mailer.welcome.side_effect = OSError
    response = await client.post("/users", params={"email": "ann@example.org"})
    assert response.status_code == 200
