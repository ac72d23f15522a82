package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Item is something that can lie in a warehouse.
type Item struct {
	ID    int64  `json:"id" db:"id"`
	SKU   string `json:"sku" db:"sku"`
	Title string `json:"title" db:"title"`
}

// Items gives a page of items and how many there are.
func (s *Store) Items(ctx context.Context, limit, offset int) ([]Item, int, error) {
	rows, err := s.pool.Query(ctx, "SELECT id, sku, title FROM items ORDER BY sku LIMIT $1 OFFSET $2", limit, offset)
	items, err := collect[Item](rows, err)
	if err != nil {
		return nil, 0, err
	}
	total, err := s.count(ctx, "SELECT count(*) FROM items")
	return items, total, err
}

// Item gives one item.
func (s *Store) Item(ctx context.Context, id string) (Item, error) {
	var item Item
	row := s.pool.QueryRow(ctx, "SELECT id, sku, title FROM items WHERE id = $1", id)
	if err := row.Scan(&item.ID, &item.SKU, &item.Title); err != nil {
		if errors.Is(err, pgx.ErrNoRows) {
			return Item{}, ErrNotFound
		}
		return Item{}, fmt.Errorf("read item %s: %w", id, err)
	}
	return item, nil
}

// AddItem stores a new item.
func (s *Store) AddItem(ctx context.Context, item Item) (Item, error) {
	row := s.pool.QueryRow(ctx, "INSERT INTO items (sku, title) VALUES ($1, $2) RETURNING id", item.SKU, item.Title)
	if err := row.Scan(&item.ID); err != nil {
		return Item{}, fmt.Errorf("store item %s: %w", item.SKU, err)
	}
	return item, nil
}
