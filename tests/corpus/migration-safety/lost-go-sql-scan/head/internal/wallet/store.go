package wallet

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) Debit(ctx context.Context, id string, cents int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()

	var balance int64
	if err := tx.QueryRowContext(ctx, `SELECT balance FROM wallets WHERE id = $1`, id).Scan(&balance); err != nil {
		return err
	}
	if balance < cents {
		return ErrTooLittle
	}
	newBalance := balance - cents
	if _, err := tx.ExecContext(ctx, `UPDATE wallets SET balance = $1 WHERE id = $2`, newBalance, id); err != nil {
		return err
	}
	return tx.Commit()
}
