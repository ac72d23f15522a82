package prices

import (
	"context"
	"database/sql"
	"fmt"
)

type Reader struct{ db *sql.DB }

func (r *Reader) All(ctx context.Context, skus []string) (map[string]int64, error) {
	stmt, err := r.db.PrepareContext(ctx, "SELECT cents FROM prices WHERE sku = $1")
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	defer stmt.Close()
	out := make(map[string]int64, len(skus))
	for _, sku := range skus {
		var cents int64
		if err := stmt.QueryRowContext(ctx, sku).Scan(&cents); err != nil {
			return nil, fmt.Errorf("price of %s: %w", sku, err)
		}
		out[sku] = cents
	}
	return out, nil
}
