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

// Titles lists the newest titles.
func (s *Store) Titles(ctx context.Context, limit int) []string {
	rows, err := s.db.QueryContext(ctx, "SELECT title FROM articles ORDER BY id DESC LIMIT $1", limit)
	if err != nil {
		log.Fatalf("list titles: %v", err)
	}
	defer rows.Close()
	var titles []string
	for rows.Next() {
		var title string
		if err := rows.Scan(&title); err != nil {
			panic(err)
		}
		titles = append(titles, title)
	}
	if err := rows.Err(); err != nil {
		log.Printf("list titles: %v", err)
	}
	return titles
}
