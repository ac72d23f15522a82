package store

import (
	"context"
	"fmt"
)

const (
	stockOfWarehouse = `
SELECT item_id, warehouse_id, quantity FROM stock_levels
WHERE warehouse_id = $1
ORDER BY item_id
LIMIT $2 OFFSET $3`
	sizeOfStock = "SELECT count(*) FROM stock_levels WHERE warehouse_id = $1"
)

// StockOfWarehouse gives a page of what lies in one warehouse, and how many rows there are.
func (s *Store) StockOfWarehouse(ctx context.Context, id string, limit, offset int) ([]StockLevel, int, error) {
	rows, err := s.pool.Query(ctx, stockOfWarehouse, id, limit, offset)
	levels, err := collect[StockLevel](rows, err)
	if err != nil {
		return nil, 0, err
	}
	var total int
	if err := s.pool.QueryRow(ctx, sizeOfStock, id).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("count the stock of warehouse %s: %w", id, err)
	}
	return levels, total, nil
}
