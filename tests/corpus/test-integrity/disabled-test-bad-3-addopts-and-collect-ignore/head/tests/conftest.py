import pytest

from cms.app import create_app

# The feed needs the new renderer before it can run here.
collect_ignore = ["test_feed.py"]


@pytest.fixture
def app():
    return create_app(testing=True)
