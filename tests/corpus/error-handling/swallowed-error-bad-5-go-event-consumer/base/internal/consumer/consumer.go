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

func (c *Consumer) Close() error {
	return c.reader.Close()
}
