import pytest

from cms.app import create_app


@pytest.fixture
def app():
    return create_app(testing=True)
