package ttl

import (
	"testing"
	"time"
)

func TestValuesExpire(t *testing.T) {
	c := &Cache{data: map[string]string{}}
	c.Put("a", "1", 10*time.Millisecond)
	time.Sleep(50 * time.Millisecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.data["a"]; ok {
		t.Fatal("value did not expire")
	}
}
