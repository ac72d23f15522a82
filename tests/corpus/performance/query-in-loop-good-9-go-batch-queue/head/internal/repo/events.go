package repo

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type Event struct {
	ID   int64
	Kind string
	At   time.Time
}

type Events struct {
	pool *pgxpool.Pool
}

func (e *Events) Recent(ctx context.Context, kind string, limit int) ([]Event, error) {
	rows, err := e.pool.Query(ctx, "SELECT id, kind, at FROM events WHERE kind = $1 ORDER BY id DESC LIMIT $2", kind, limit)
	if err != nil {
		return nil, fmt.Errorf("query events of kind %s: %w", kind, err)
	}
	events, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Event])
	if err != nil {
		return nil, fmt.Errorf("collect events: %w", err)
	}
	return events, nil
}

func (e *Events) Insert(ctx context.Context, events []Event) error {
	batch := &pgx.Batch{}
	for _, event := range events {
		batch.Queue("INSERT INTO events (kind, at) VALUES ($1, $2)", event.Kind, event.At)
	}
	if err := e.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("insert %d events: %w", len(events), err)
	}
	return nil
}

func (e *Events) Move(ctx context.Context, from, to string) error {
	return pgx.BeginFunc(ctx, e.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE events SET kind = $2 WHERE kind = $1", from, to); err != nil {
			return fmt.Errorf("move %s to %s: %w", from, to, err)
		}
		return nil
	})
}
