package session

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"time"
)

type Session struct {
	ID      string
	UserID  int64
	Expires time.Time
}

type Store struct {
	db  *sql.DB
	log *slog.Logger
}

// Find returns nil when there is no such session.
func (s *Store) Find(ctx context.Context, id string) (*Session, error) {
	row := s.db.QueryRowContext(ctx, "SELECT id, user_id, expires FROM sessions WHERE id = $1", id)
	var found Session
	if err := row.Scan(&found.ID, &found.UserID, &found.Expires); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		return nil, fmt.Errorf("session %s: %w", id, err)
	}
	return &found, nil
}

// Import reads "id user" lines until the end of the file.
func (s *Store) Import(ctx context.Context, name string) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer func() {
		if cerr := f.Close(); cerr != nil && err == nil {
			err = cerr
		}
	}()
	r := bufio.NewReader(f)
	for {
		line, err := r.ReadString('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if err := s.insert(ctx, line); err != nil {
			s.log.ErrorContext(ctx, "line skipped", "line", line, "err", err)
		}
	}
}

func (s *Store) insert(ctx context.Context, line string) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO sessions (id) VALUES ($1)", line)
	return err
}

func ttl() time.Duration {
	minutes, err := strconv.Atoi(os.Getenv("SESSION_MINUTES"))
	if err != nil {
		minutes = 30
	}
	return time.Duration(minutes) * time.Minute
}
