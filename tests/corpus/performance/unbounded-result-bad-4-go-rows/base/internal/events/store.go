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
