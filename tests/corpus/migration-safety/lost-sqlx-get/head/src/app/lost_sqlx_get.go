package bank

func (s *Store) Debit(ctx context.Context, id string, n int64) error {
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var acct Account
	if err := tx.GetContext(ctx, &acct, "SELECT * FROM accounts WHERE id = $1", id); err != nil {
		return err
	}
	acct.Balance -= n
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET balance = $1 WHERE id = $2", acct.Balance, acct.ID); err != nil {
		return err
	}
	return tx.Commit()
}
