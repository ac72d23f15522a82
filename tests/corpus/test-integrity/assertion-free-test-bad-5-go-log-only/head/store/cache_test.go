package store

import (
	"fmt"
	"testing"
)

func TestSetAndGet(t *testing.T) {
	c := NewCache()
	c.Set("a", "1")
	if got, ok := c.Get("a"); !ok || got != "1" {
		t.Errorf("got %q, %v", got, ok)
	}
}

func TestKeys(t *testing.T) {
	c := NewCache()
	c.Set("a", "1")
	c.Set("b", "2")
	keys := c.Keys()
	t.Logf("keys: %v", keys)
	fmt.Println(len(keys))
}

func TestGetUnknown(t *testing.T) {
	t.Run("empty", func(t *testing.T) {
		if _, ok := NewCache().Get("a"); ok {
			t.Fatal("found something")
		}
	})
	t.Run("other key", func(t *testing.T) {
		c := NewCache()
		c.Set("b", "2")
		if got, _ := c.Get("a"); got != "" {
			t.Errorf("got %q", got)
		}
	})
}
