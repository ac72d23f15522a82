package sync

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"os"

	"golang.org/x/sync/errgroup"
)

var ErrMissing = errors.New("missing")

type Syncer struct{ db *sql.DB }

func (s *Syncer) Load(ctx context.Context, id string) (string, error) {
	var name string
	err := s.db.QueryRowContext(ctx, "SELECT name FROM items WHERE id = $1", id).Scan(&name)
	if err != nil {
		return "", errors.New("failed to load item")
	}
	return name, nil
}

func (s *Syncer) Save(ctx context.Context, id, name string) error {
	if _, err := s.db.ExecContext(ctx, "UPDATE items SET name = $1 WHERE id = $2", name, id); err != nil {
		return fmt.Errorf("save item %s: %s", id, err.Error())
	}
	return nil
}

func (s *Syncer) Touch(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE items SET seen = now() WHERE id = $1", id)
	if err != nil {
		return nil
	}
	return nil
}

func (s *Syncer) Exists(ctx context.Context, id string) bool {
	_, err := s.Load(ctx, id)
	return err == nil
}

func (s *Syncer) All(ctx context.Context, ids []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		g.Go(func() error {
			if err := s.Touch(ctx, id); err != nil {
				return fmt.Errorf("touch %s: %w", id, err)
			}
			return nil
		})
	}
	return g.Wait()
}

func (s *Syncer) Purge(ctx context.Context, dir string) {
	if err := os.RemoveAll(dir); err != nil {
		log.Printf("purge %s: %v", dir, err)
	}
	if _, err := os.Stat(dir); err != nil {
		if os.IsNotExist(err) {
			return
		}
		log.Printf("stat %s: %v", dir, err)
	}
}

func parse(kind string) (int, error) {
	switch kind {
	case "a":
		return 1, nil
	}
	return 0, fmt.Errorf("kind %q: %w", kind, ErrMissing)
}
