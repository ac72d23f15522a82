package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Warehouse is a place that holds items.
type Warehouse struct {
	ID   int64  `json:"id" db:"id"`
	Name string `json:"name" db:"name"`
}

// StockLevel is how much of an item lies in a warehouse.
type StockLevel struct {
	ItemID      int64 `json:"item_id" db:"item_id"`
	WarehouseID int64 `json:"warehouse_id" db:"warehouse_id"`
	Quantity    int   `json:"quantity" db:"quantity"`
}

// Warehouses gives a page of warehouses and how many there are.
func (s *Store) Warehouses(ctx context.Context, limit, offset int) ([]Warehouse, int, error) {
	rows, err := s.pool.Query(ctx, "SELECT id, name FROM warehouses ORDER BY id LIMIT $1 OFFSET $2", limit, offset)
	warehouses, err := collect[Warehouse](rows, err)
	if err != nil {
		return nil, 0, err
	}
	total, err := s.count(ctx, "SELECT count(*) FROM warehouses")
	return warehouses, total, err
}

// Warehouse gives one warehouse.
func (s *Store) Warehouse(ctx context.Context, id string) (Warehouse, error) {
	var warehouse Warehouse
	row := s.pool.QueryRow(ctx, "SELECT id, name FROM warehouses WHERE id = $1", id)
	if err := row.Scan(&warehouse.ID, &warehouse.Name); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return Warehouse{}, ErrNotFound
		}
		return Warehouse{}, fmt.Errorf("read warehouse %s: %w", id, err)
	}
	return warehouse, nil
}

// StockLevels gives a page of stock levels and how many there are.
func (s *Store) StockLevels(ctx context.Context, limit, offset int) ([]StockLevel, int, error) {
	rows, err := s.pool.Query(
		ctx,
		"SELECT item_id, warehouse_id, quantity FROM stock_levels ORDER BY item_id, warehouse_id LIMIT $1 OFFSET $2",
		limit, offset,
	)
	levels, err := collect[StockLevel](rows, err)
	if err != nil {
		return nil, 0, err
	}
	total, err := s.count(ctx, "SELECT count(*) FROM stock_levels")
	return levels, total, err
}
