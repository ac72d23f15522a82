package consumer

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/segmentio/kafka-go"
)

type Store interface {
	SaveEvent(ctx context.Context, e Event) error
	MarkSeen(ctx context.Context, id string) error
}

type Event struct {
	ID   string          `json:"id"`
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

type Consumer struct {
	reader *kafka.Reader
	store  Store
	log    *slog.Logger
}

// Handle stores one message and remembers that it was seen.
func (c *Consumer) Handle(ctx context.Context, m kafka.Message) error {
	var e Event
	if err := json.Unmarshal(m.Value, &e); err != nil {
		return fmt.Errorf("event at offset %d: %w", m.Offset, err)
	}
	if err := c.store.SaveEvent(ctx, e); err != nil {
		// TODO: handle
	}
	if err := c.store.MarkSeen(ctx, e.ID); err != nil {
		c.log.Warn("event not marked", "id", e.ID, "err", err)
	}
	return nil
}

// HandleBatch stores what it can of a batch.
func (c *Consumer) HandleBatch(ctx context.Context, batch []kafka.Message) (stored int) {
	for _, m := range batch {
		if err := c.Handle(ctx, m); err != nil {
			continue
		}
		stored++
	}
	return stored
}

func (c *Consumer) Close() error {
	return c.reader.Close()
}
