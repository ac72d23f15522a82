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

// Touch moves the end of a session.
func (s *Sessions) Touch(ctx context.Context, id string, until time.Time) {
	s.db.ExecContext(ctx, "UPDATE sessions SET ends_at = $1 WHERE id = $2", until, id)
}

// Load reads a session.
func (s *Sessions) Load(ctx context.Context, id string) (*Session, error) {
	var raw []byte
	row := s.db.QueryRowContext(ctx, "SELECT data FROM sessions WHERE id = $1", id)
	if err := row.Scan(&raw); err != nil {
		return nil, fmt.Errorf("load session %s: %w", id, err)
	}
	session := &Session{ID: id}
	json.Unmarshal(raw, &session.Data)
	return session, nil
}
