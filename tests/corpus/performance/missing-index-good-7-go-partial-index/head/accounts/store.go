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

// ByKey finds the account that an API key belongs to.
func (s *Store) ByKey(ctx context.Context, key string) (int64, error) {
	var id int64
	if err := s.db.QueryRowContext(ctx, "SELECT id FROM accounts WHERE api_key = $1", key).Scan(&id); err != nil {
		return 0, fmt.Errorf("find account by key: %w", err)
	}
	return id, nil
}

// PlanOf tells whether an account is on a plan.
func (s *Store) PlanOf(ctx context.Context, id int64, plan string) (bool, error) {
	var found bool
	err := s.db.QueryRowContext(ctx, "SELECT true FROM accounts WHERE id = $1 AND plan_code = $2", id, plan).Scan(&found)
	return found, err
}
