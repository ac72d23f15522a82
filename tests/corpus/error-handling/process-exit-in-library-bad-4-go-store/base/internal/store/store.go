package store

import (
	"context"
	"database/sql"
	"fmt"
	"log"
)

// Store reads and writes articles.
type Store struct {
	db *sql.DB
}

// Count says how many articles there are.
func (s *Store) Count(ctx context.Context) (int, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM articles").Scan(&n); err != nil {
		return 0, fmt.Errorf("count articles: %w", err)
	}
	return n, nil
}
