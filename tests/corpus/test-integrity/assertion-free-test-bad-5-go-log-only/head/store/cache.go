package store

import "sync"

// Cache is a map that is safe for use by many goroutines.
type Cache struct {
	mu   sync.RWMutex
	data map[string]string
}

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{data: map[string]string{}} }

// Set keeps value under key.
func (c *Cache) Set(key, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[key] = value
}

// Keys returns every key.
func (c *Cache) Keys() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	keys := make([]string, 0, len(c.data))
	for key := range c.data {
		keys = append(keys, key)
	}
	return keys
}

// Get returns the value of key.
func (c *Cache) Get(key string) (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.data[key]
	return v, ok
}
