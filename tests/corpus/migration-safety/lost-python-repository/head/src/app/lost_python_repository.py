class Bank:
    def debit(self, account_id, amount):
        account = self.account_repo.get(account_id)
        account.balance -= amount
        self.account_repo.save(account)
