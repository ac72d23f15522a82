package lock

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var (
	ErrHeld    = errors.New("lock is held by another owner")
	ErrExpired = errors.New("lock expired")
)

type Locker struct {
	client redis.UniversalClient
	ttl    time.Duration
}

func (l *Locker) Owner(ctx context.Context, name string) (string, error) {
	owner, err := l.client.Get(ctx, "lock:"+name).Result()
	if errors.Is(err, redis.Nil) {
		return "", ErrExpired
	}
	if err != nil {
		return "", fmt.Errorf("owner of lock %s: %w", name, err)
	}
	return owner, nil
}

func (l *Locker) Acquire(ctx context.Context, name, owner string) error {
	ok, err := l.client.SetNX(ctx, "lock:"+name, owner, l.ttl).Result()
	if err != nil {
		return errors.Join(ErrHeld, err)
	}
	if !ok {
		return ErrHeld
	}
	return nil
}

func (l *Locker) Release(ctx context.Context, name, owner string) error {
	held, err := l.Owner(ctx, name)
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	if held != owner {
		return fmt.Errorf("release %s: held by %s: %w", name, held, ErrHeld)
	}
	return l.client.Del(ctx, "lock:"+name).Err()
}

func ParseTTL(text string) (time.Duration, error) {
	seconds, err := strconv.Atoi(text)
	if err != nil {
		return 0, status.Errorf(codes.InvalidArgument, "ttl %q is no number", text)
	}
	if seconds <= 0 {
		return 0, fmt.Errorf("ttl must be positive, not %d", seconds)
	}
	return time.Duration(seconds) * time.Second, nil
}
