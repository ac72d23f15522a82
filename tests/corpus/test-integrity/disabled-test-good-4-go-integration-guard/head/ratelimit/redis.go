package ratelimit

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Shared is a limiter that several processes share.
type Shared struct {
	client *redis.Client
	limit  int64
	window time.Duration
}

// NewShared returns a limiter over client.
func NewShared(client *redis.Client, limit int64, window time.Duration) *Shared {
	return &Shared{client: client, limit: limit, window: window}
}

// Allow tells whether one more event of key is allowed.
func (s *Shared) Allow(ctx context.Context, key string) (bool, error) {
	count, err := s.client.Incr(ctx, key).Result()
	if err != nil {
		return false, fmt.Errorf("count %s: %w", key, err)
	}
	if count == 1 {
		if err := s.client.Expire(ctx, key, s.window).Err(); err != nil {
			return false, fmt.Errorf("expire %s: %w", key, err)
		}
	}
	return count <= s.limit, nil
}
