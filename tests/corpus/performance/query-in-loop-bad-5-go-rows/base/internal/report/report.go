package report

import (
	"context"
	"database/sql"
	"fmt"
)

type Store struct {
	db *sql.DB
}

type Shipment struct {
	ID      int64
	Carrier string
	Events  int
}

func (s *Store) Shipments(ctx context.Context, day string) ([]Shipment, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, carrier FROM shipments WHERE day = $1 LIMIT 500", day)
	if err != nil {
		return nil, fmt.Errorf("shipments of %s: %w", day, err)
	}
	defer rows.Close()
	var found []Shipment
	for rows.Next() {
		var one Shipment
		if err := rows.Scan(&one.ID, &one.Carrier); err != nil {
			return nil, fmt.Errorf("scan shipment: %w", err)
		}
		found = append(found, one)
	}
	return found, rows.Err()
}
