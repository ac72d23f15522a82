package store

import "sync"

// Cache is a map that is safe for use by many goroutines.
type Cache struct {
	mu   sync.RWMutex
	data map[string]string
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{data: map[string]string{}} }

// Get returns the value of key.
func (c *Cache) Get(key string) (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.data[key]
	return v, ok
}
