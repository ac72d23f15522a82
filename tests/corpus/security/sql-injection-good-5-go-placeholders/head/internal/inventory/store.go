package inventory

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

const itemColumns = "id, sku, title, stock"

var sortColumns = map[string]string{"sku": "sku", "title": "title", "stock": "stock DESC"}

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

// ListOptions narrows a listing.
type ListOptions struct {
	Category string
	SKUs     []string
	Sort     string
	Limit    int
}

func placeholders(from, count int) string {
	marks := make([]string, count)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", from+i)
	}
	return strings.Join(marks, ", ")
}

// List returns the items that match.
func (s *Store) List(ctx context.Context, o ListOptions) ([]Item, error) {
	where := []string{"deleted_at IS NULL"}
	var args []any
	if o.Category != "" {
		args = append(args, o.Category)
		where = append(where, fmt.Sprintf("category = $%d", len(args)))
	}
	if len(o.SKUs) > 0 {
		where = append(where, "sku IN ("+placeholders(len(args)+1, len(o.SKUs))+")")
		for _, sku := range o.SKUs {
			args = append(args, sku)
		}
	}
	order, ok := sortColumns[o.Sort]
	if !ok {
		order = "id"
	}
	query := fmt.Sprintf("SELECT %s FROM items WHERE %s ORDER BY %s LIMIT %d", itemColumns, strings.Join(where, " AND "), order, o.Limit)
	rows, err := s.db.QueryContext(ctx, query, args...)
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
