package ratelimit

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

func connect(t *testing.T) *redis.Client {
	t.Helper()
	if testing.Short() {
		t.Skip("needs Redis")
	}
	address := os.Getenv("REDIS_ADDR")
	if address == "" {
		t.Skip("REDIS_ADDR is not set")
	}
	client := redis.NewClient(&redis.Options{Addr: address})
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func TestSharedStopsAtTheLimit(t *testing.T) {
	s := NewShared(connect(t), 1, time.Minute)
	for i, want := range []bool{true, false} {
		got, err := s.Allow(context.Background(), t.Name())
		if err != nil || got != want {
			t.Fatalf("event %d: got %v, %v", i, got, err)
		}
	}
}

func TestSharedOverUnixSocket(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no unix sockets on Windows")
	}
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: "/nonexistent.sock"})
	if _, err := NewShared(client, 1, time.Minute).Allow(context.Background(), "a"); err == nil {
		t.Fatal("expected an error")
	}
}
