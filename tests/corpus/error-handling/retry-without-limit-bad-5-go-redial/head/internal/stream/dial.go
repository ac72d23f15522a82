package stream

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"
)

// Dialer opens connections to the stream server.
type Dialer struct {
	Addr   string
	Logger *slog.Logger
}

// Connect returns a connection, however long it takes.
func (d *Dialer) Connect() net.Conn {
	for {
		conn, err := net.DialTimeout("tcp", d.Addr, 5*time.Second)
		if err == nil {
			return conn
		}
		d.Logger.Warn("dial failed", "addr", d.Addr, "err", err)
	}
}

// Publish sends a frame, with a few attempts.
func (d *Dialer) Publish(ctx context.Context, send func(context.Context) error) error {
	var err error
	for i := 0; i < 5; i++ {
		if err = send(ctx); err == nil {
			return nil
		}
		d.Logger.Warn("publish failed", "attempt", i, "err", err)
	}
	return fmt.Errorf("publish after 5 attempts: %w", err)
}
