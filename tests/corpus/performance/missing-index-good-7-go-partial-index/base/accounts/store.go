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
