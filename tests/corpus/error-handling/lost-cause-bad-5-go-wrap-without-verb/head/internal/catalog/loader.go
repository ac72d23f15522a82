package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var ErrUnknownProduct = errors.New("unknown product")

type Product struct {
	SKU   string `json:"sku"`
	Title string `json:"title"`
}

type Loader struct {
	pool *pgxpool.Pool
}

// Load reads the seed file and stores its products.
func (l *Loader) Load(ctx context.Context, file string) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, fmt.Errorf("read seed %s: %v", file, err)
	}
	var products []Product
	if err := json.Unmarshal(data, &products); err != nil {
		return 0, fmt.Errorf("parse seed %s: %w", file, err)
	}
	for i, p := range products {
		if err := l.store(ctx, p); err != nil {
			return i, errors.New("product " + p.SKU + " not stored: " + err.Error())
		}
	}
	return len(products), nil
}

func (l *Loader) store(ctx context.Context, p Product) error {
	_, err := l.pool.Exec(ctx, "INSERT INTO products (sku, title) VALUES ($1, $2)", p.SKU, p.Title)
	if err != nil {
		return fmt.Errorf("insert %s: %w", p.SKU, err)
	}
	return nil
}

func (l *Loader) Title(ctx context.Context, sku string) (string, error) {
	var title string
	err := l.pool.QueryRow(ctx, "SELECT title FROM products WHERE sku = $1", sku).Scan(&title)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", ErrUnknownProduct
	}
	if err != nil {
		return "", fmt.Errorf("title of %s: %w", sku, err)
	}
	return title, nil
}
