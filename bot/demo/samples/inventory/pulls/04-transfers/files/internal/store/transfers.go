package store

import (
	"context"
	"fmt"
)

// Transfer moves a quantity of an item from one warehouse to another.
type Transfer struct {
	ItemID   int64 `json:"item_id"`
	From     int64 `json:"from"`
	To       int64 `json:"to"`
	Quantity int   `json:"quantity"`
}

const changeLevel = "UPDATE stock_levels SET quantity = quantity + $3 WHERE item_id = $1 AND warehouse_id = $2"

// Transfer changes both stock levels, or neither.
func (s *Store) Transfer(ctx context.Context, wanted Transfer) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, changeLevel, wanted.ItemID, wanted.From, -wanted.Quantity); err != nil {
		return fmt.Errorf("take out: %w", err)
	}
	if _, err := tx.Exec(ctx, changeLevel, wanted.ItemID, wanted.To, wanted.Quantity); err != nil {
		return fmt.Errorf("put in: %w", err)
	}
	return tx.Commit(ctx)
}
