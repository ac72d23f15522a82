package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrSoldOut says that too little is in stock.
var ErrSoldOut = errors.New("sold out")

// Store keeps orders.
type Store struct {
	db *sql.DB
}

// Place books an order and takes its articles out of stock.
func (s *Store) Place(ctx context.Context, customer int64, sku string, count int) (int64, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	var stock int
	if err := tx.QueryRowContext(ctx, "SELECT stock FROM products WHERE sku = $1 FOR UPDATE", sku).Scan(&stock); err != nil {
		return 0, fmt.Errorf("read stock of %s: %w", sku, err)
	}
	if stock < count {
		return 0, ErrSoldOut
	}
	if _, err := tx.ExecContext(ctx, "UPDATE products SET stock = stock - $1 WHERE sku = $2", count, sku); err != nil {
		if rbErr := tx.Rollback(); rbErr != nil {
			return 0, fmt.Errorf("roll back: %w", rbErr)
		}
		return 0, fmt.Errorf("take from stock: %w", err)
	}
	var id int64
	row := tx.QueryRowContext(ctx, "INSERT INTO orders (customer_id, sku, count) VALUES ($1, $2, $3) RETURNING id", customer, sku, count)
	if err := row.Scan(&id); err != nil {
		if rbErr := tx.Rollback(); rbErr != nil {
			return 0, fmt.Errorf("roll back: %w", rbErr)
		}
		return 0, fmt.Errorf("insert order: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	return id, nil
}
