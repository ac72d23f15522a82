// Package store reads and writes the database.
package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNotFound says that a row does not exist.
var ErrNotFound = errors.New("not found")

// Store is the database.
type Store struct {
	pool *pgxpool.Pool
}

// New gives a store on a pool of connections.
func New(pool *pgxpool.Pool) *Store {
	return &Store{pool: pool}
}

func (s *Store) count(ctx context.Context, query string, values ...any) (int, error) {
	var total int
	if err := s.pool.QueryRow(ctx, query, values...).Scan(&total); err != nil {
		return 0, fmt.Errorf("count rows: %w", err)
	}
	return total, nil
}

func collect[T any](rows pgx.Rows, err error) ([]T, error) {
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	if err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return found, nil
}
