package accounts

import (
	"context"
	"database/sql"
	"fmt"
)

// Store reads accounts.
type Store struct{ db *sql.DB }

// ByEmail finds an account by its address.
func (s *Store) ByEmail(ctx context.Context, email string) (int64, error) {
	var id int64
	err := s.db.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = $1", email).Scan(&id)
	return id, err
}

// ByKey finds the account that an API key belongs to; it runs for every call of the API.
func (s *Store) ByKey(ctx context.Context, key string) (int64, error) {
	const query = `
		SELECT id
		FROM accounts
		WHERE api_key = $1`
	var id int64
	if err := s.db.QueryRowContext(ctx, query, key).Scan(&id); err != nil {
		return 0, fmt.Errorf("find account by key: %w", err)
	}
	return id, nil
}
