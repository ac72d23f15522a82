package wallet

func (s *Store) Debit(ctx context.Context, id string, cents int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var balance int64
	if err := tx.QueryRowContext(ctx, `SELECT balance FROM wallets WHERE id = $1 FOR UPDATE`, id).Scan(&balance); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE wallets SET balance = $1 WHERE id = $2`, balance-cents, id); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) Credit(ctx context.Context, id string, cents int64) error {
	_, err := s.db.ExecContext(ctx, `UPDATE wallets SET balance = balance + $1 WHERE id = $2`, cents, id)
	return err
}

func (s *Store) Share(ctx context.Context, id string) (float64, error) {
	var won, played int64
	if err := s.db.QueryRowContext(ctx, `SELECT won, played FROM players WHERE id = $1`, id).Scan(&won, &played); err != nil {
		return 0, err
	}
	return float64(won) / float64(played), nil
}
