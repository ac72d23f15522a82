from accounts.models import Account


class AccountService:
    def close(self, account_id: int) -> Account:
        account = Account.objects.get(pk=account_id)
        account.closed = True
        account.save(update_fields=["closed"])
        return account
