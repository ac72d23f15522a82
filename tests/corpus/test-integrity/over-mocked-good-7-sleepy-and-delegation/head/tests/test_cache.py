from unittest.mock import MagicMock, Mock, patch

from app.cache import cached
from app.repo import UserRepo
from app.service import UserService


def test_cached_calls_once():
    fn = Mock(return_value=3)
    wrapped = cached(fn)
    assert wrapped() == 3
    assert wrapped() == 3
    fn.assert_called_once_with()


def test_service_returns_what_the_repo_has():
    repo = MagicMock(spec=UserRepo)
    repo.find.return_value = {"name": "ann"}
    user = UserService(repo).find(1)
    assert user == {"name": "ann"}


def test_session_is_used():
    session = MagicMock()
    session.query.return_value.filter_by.return_value.first.return_value = None
    assert UserRepo(session).find(1) is None
    session.query.assert_called_once()


@patch("app.service.UserRepo.find", return_value=None)
def test_unknown_user(find):
    assert UserService().name_of(1) == "unknown"


def test_context():
    with patch.object(UserService, "_load", return_value={"name": "bob"}):
        service = UserService()
        assert service.name_of(1) == "bob"
