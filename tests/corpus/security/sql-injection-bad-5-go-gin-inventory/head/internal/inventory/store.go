package inventory

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Item is one article in the warehouse.
type Item struct {
	ID    int64
	SKU   string
	Title string
	Stock int
}

// Filter narrows a listing.
type Filter struct {
	Warehouse int
	Category  string
	Prefix    string
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

// List returns the items that match the filter.
func (s *Store) List(ctx context.Context, f Filter) ([]Item, error) {
	var b strings.Builder
	b.WriteString("SELECT id, sku, title, stock FROM items WHERE 1 = 1")
	if f.Warehouse > 0 {
		fmt.Fprintf(&b, " AND warehouse_id = %d", f.Warehouse)
	}
	if f.Category != "" {
		fmt.Fprintf(&b, " AND category = '%s'", f.Category)
	}
	if f.Prefix != "" {
		b.WriteString(" AND sku LIKE '" + f.Prefix + "%'")
	}
	b.WriteString(" ORDER BY sku LIMIT 200")
	rows, err := s.db.QueryContext(ctx, b.String())
	if err != nil {
		return nil, fmt.Errorf("list items: %w", err)
	}
	defer rows.Close()
	var items []Item
	for rows.Next() {
		var it Item
		if err := rows.Scan(&it.ID, &it.SKU, &it.Title, &it.Stock); err != nil {
			return nil, fmt.Errorf("scan item: %w", err)
		}
		items = append(items, it)
	}
	return items, rows.Err()
}
