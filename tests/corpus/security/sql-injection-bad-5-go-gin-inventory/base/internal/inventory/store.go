package inventory

import (
	"context"
	"database/sql"
	"fmt"
)

// Item is one article in the warehouse.
type Item struct {
	ID    int64
	SKU   string
	Title string
	Stock int
}

// Store reads and writes items.
type Store struct {
	db *sql.DB
}

// Get returns one item.
func (s *Store) Get(ctx context.Context, id int64) (*Item, error) {
	var it Item
	row := s.db.QueryRowContext(ctx, "SELECT id, sku, title, stock FROM items WHERE id = $1", id)
	if err := row.Scan(&it.ID, &it.SKU, &it.Title, &it.Stock); err != nil {
		return nil, fmt.Errorf("get item %d: %w", id, err)
	}
	return &it, nil
}
