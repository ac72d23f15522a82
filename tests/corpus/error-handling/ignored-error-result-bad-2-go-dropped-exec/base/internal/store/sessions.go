package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

type Sessions struct {
	db *sql.DB
}

type Session struct {
	ID   string
	Data map[string]string
}

func (s *Sessions) Delete(ctx context.Context, id string) error {
	if _, err := s.db.ExecContext(ctx, "DELETE FROM sessions WHERE id = $1", id); err != nil {
		return fmt.Errorf("delete session %s: %w", id, err)
	}
	return nil
}
