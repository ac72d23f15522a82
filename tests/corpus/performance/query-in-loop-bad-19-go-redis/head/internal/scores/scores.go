package scores

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

type Store struct {
	rdb *redis.Client
}

func (s *Store) All(ctx context.Context, ids []string) (map[string]string, error) {
	scores := make(map[string]string, len(ids))
	for _, id := range ids {
		score, err := s.rdb.Get(ctx, "score:"+id).Result()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("score of %s: %w", id, err)
		}
		scores[id] = score
	}
	return scores, nil
}

func (s *Store) AtOnce(ctx context.Context, ids []string) ([]any, error) {
	keys := make([]string, 0, len(ids))
	for _, id := range ids {
		keys = append(keys, "score:"+id)
	}
	return s.rdb.MGet(ctx, keys...).Result()
}

func (s *Store) Piped(ctx context.Context, ids []string) ([]*redis.StringCmd, error) {
	pipe := s.rdb.Pipeline()
	found := make([]*redis.StringCmd, 0, len(ids))
	for _, id := range ids {
		found = append(found, pipe.Get(ctx, "score:"+id))
	}
	_, err := pipe.Exec(ctx)
	return found, err
}
