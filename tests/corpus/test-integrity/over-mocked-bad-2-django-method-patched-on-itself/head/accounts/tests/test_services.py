from unittest import mock

from django.test import TestCase

from accounts.models import Account
from accounts.services import AccountService


class AccountServiceTests(TestCase):
    def test_close(self):
        service = AccountService()
        with mock.patch.object(AccountService, "close") as close:
            close.return_value = Account(pk=1, closed=True)
            account = service.close(1)
        self.assertTrue(account.closed)

    def test_close_saves(self):
        account = Account.objects.create(name="a")
        AccountService().close(account.pk)
        account.refresh_from_db()
        self.assertTrue(account.closed)
