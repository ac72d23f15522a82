package audit

import (
	"context"
	"fmt"
)

// Log writes audit entries.
type Log struct {
	sink Sink
}

type Sink interface {
	Append(ctx context.Context, line string) error
}

// Record writes one entry.
func (l *Log) Record(ctx context.Context, actor, action string) error {
	if err := l.sink.Append(ctx, actor+" "+action); err != nil {
		return fmt.Errorf("record %s: %w", action, err)
	}
	return nil
}
