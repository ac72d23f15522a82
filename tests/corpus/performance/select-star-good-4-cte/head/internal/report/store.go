package report

import (
	"context"
	"database/sql"
)

func Total(ctx context.Context, db *sql.DB, shop int64) (int64, error) {
	var total int64
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM orders WHERE shop_id = $1", shop).Scan(&total)
	return total, err
}

func Area(width, height int64) int64 {
	return width * height
}
