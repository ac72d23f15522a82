package cache

import "context"

// Source gives fresh values.
type Source interface {
	Fetch(ctx context.Context, key string) (any, error)
}

func keys() []string {
	return []string{"rates", "zones"}
}

// Refresh reads every key anew and keeps it.
func (d *Disk) Refresh(ctx context.Context, source Source) error {
	for _, key := range keys() {
		value, err := source.Fetch(ctx, key)
		if err != nil {
			return err
		}
		d.put(key, value)
	}
	evict(d.dir, 100)
	return nil
}
