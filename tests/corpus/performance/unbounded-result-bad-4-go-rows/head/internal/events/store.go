package events

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Event is one thing that a user did.
type Event struct {
	ID        int64
	UserID    int64
	Kind      string
	CreatedAt time.Time
}

// Store reads and writes events.
type Store struct {
	db *sql.DB
}

// Insert writes one event.
func (s *Store) Insert(ctx context.Context, e Event) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO events (user_id, kind) VALUES ($1, $2)", e.UserID, e.Kind)
	if err != nil {
		return fmt.Errorf("insert event: %w", err)
	}
	return nil
}

// All returns the events of every user, newest first.
func (s *Store) All(ctx context.Context) ([]Event, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, user_id, kind, created_at FROM events ORDER BY created_at DESC")
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	defer rows.Close()

	var out []Event
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.ID, &e.UserID, &e.Kind, &e.CreatedAt); err != nil {
			return nil, fmt.Errorf("scan event: %w", err)
		}
		out = append(out, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return out, nil
}
