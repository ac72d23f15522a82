package cache

import "context"

// Source gives fresh values.
type Source interface {
	Fetch(ctx context.Context, key string) (any, error)
}

func keys() []string {
	return []string{"rates", "zones"}
}
