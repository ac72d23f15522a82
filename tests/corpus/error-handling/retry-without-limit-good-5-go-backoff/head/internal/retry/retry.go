package retry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/cenkalti/backoff/v4"
)

// Do runs fn up to n times with doubling pauses.
func Do(ctx context.Context, n int, fn func(context.Context) error) error {
	wait := 100 * time.Millisecond
	var err error
	for i := 0; i < n; i++ {
		if err = fn(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			wait *= 2
		}
	}
	return fmt.Errorf("after %d attempts: %w", n, err)
}

// Ping waits for the server with the library's backoff.
func Ping(ctx context.Context, ping func() error) error {
	policy := backoff.WithContext(backoff.WithMaxRetries(backoff.NewExponentialBackOff(), 6), ctx)
	return backoff.Retry(ping, policy)
}

// Serve accepts connections until the listener closes.
func Serve(l net.Listener, handle func(net.Conn)) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			if errors.Is(err, net.ErrClosed) {
				return nil
			}
			return fmt.Errorf("accept: %w", err)
		}
		go handle(conn)
	}
}

// Drain reads frames until the stream ends.
func Drain(next func() ([]byte, error), logger *slog.Logger) (int, error) {
	total := 0
	for {
		frame, err := next()
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, fmt.Errorf("read frame: %w", err)
		}
		total += len(frame)
		logger.Debug("frame", "size", len(frame))
	}
}
