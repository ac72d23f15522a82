package ttl

import (
	"sync"
	"time"
)

// Cache forgets.
type Cache struct {
	mu   sync.Mutex
	data map[string]string
}

// Put keeps a value for a while.
func (c *Cache) Put(key, value string, ttl time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[key] = value
	time.AfterFunc(ttl, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.data, key)
	})
}
