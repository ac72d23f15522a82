package store

import (
	"context"
	"fmt"
)

// Movement is one change of a stock level.
type Movement struct {
	ID          int64  `json:"id" db:"id"`
	ItemID      int64  `json:"item_id" db:"item_id"`
	WarehouseID int64  `json:"warehouse_id" db:"warehouse_id"`
	Change      int    `json:"change" db:"change"`
	Reason      string `json:"reason" db:"reason"`
}

// Movements gives a page of movements, newest first, and how many there are.
func (s *Store) Movements(ctx context.Context, limit, offset int) ([]Movement, int, error) {
	rows, err := s.pool.Query(
		ctx,
		"SELECT id, item_id, warehouse_id, change, reason FROM stock_movements ORDER BY id DESC LIMIT $1 OFFSET $2",
		limit, offset,
	)
	movements, err := collect[Movement](rows, err)
	if err != nil {
		return nil, 0, err
	}
	total, err := s.count(ctx, "SELECT count(*) FROM stock_movements")
	return movements, total, err
}

// Move stores a movement and brings the stock level up to date, both or neither.
func (s *Store) Move(ctx context.Context, movement Movement) (Movement, error) {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return Movement{}, fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback(ctx)
	row := tx.QueryRow(
		ctx,
		"INSERT INTO stock_movements (item_id, warehouse_id, change, reason) VALUES ($1, $2, $3, $4) RETURNING id",
		movement.ItemID, movement.WarehouseID, movement.Change, movement.Reason,
	)
	if err := row.Scan(&movement.ID); err != nil {
		return Movement{}, fmt.Errorf("store movement: %w", err)
	}
	_, err = tx.Exec(
		ctx,
		"UPDATE stock_levels SET quantity = quantity + $3 WHERE item_id = $1 AND warehouse_id = $2",
		movement.ItemID, movement.WarehouseID, movement.Change,
	)
	if err != nil {
		return Movement{}, fmt.Errorf("update stock level: %w", err)
	}
	if err := tx.Commit(ctx); err != nil {
		return Movement{}, fmt.Errorf("commit: %w", err)
	}
	return movement, nil
}
