package report

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"
)

type Store struct {
	db *sql.DB
}

// Events counts the events of many shipments with one query.
func (s *Store) Events(ctx context.Context, ids []int64) (map[int64]int, error) {
	rows, err := s.db.QueryContext(ctx,
		"SELECT shipment_id, count(*) FROM events WHERE shipment_id = ANY($1) GROUP BY shipment_id", pq.Array(ids))
	if err != nil {
		return nil, fmt.Errorf("count events: %w", err)
	}
	defer rows.Close()
	counts := make(map[int64]int, len(ids))
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, fmt.Errorf("scan count: %w", err)
		}
		counts[id] = n
	}
	return counts, rows.Err()
}

// Purge deletes old events, a thousand at a time.
func (s *Store) Purge(ctx context.Context) error {
	for {
		done, err := s.db.ExecContext(ctx, "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE old LIMIT 1000)")
		if err != nil {
			return fmt.Errorf("purge events: %w", err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
	}
}
