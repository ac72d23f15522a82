package ratelimit

import (
	"testing"
	"time"
)

func TestAllowStopsAtTheLimit(t *testing.T) {
	l := New(2, time.Minute)
	for i := 0; i < 2; i++ {
		if !l.Allow("a") {
			t.Fatalf("event %d was refused", i)
		}
	}
	if l.Allow("a") {
		t.Fatal("third event was allowed")
	}
}

func TestKeysAreIndependent(t *testing.T) {
	l := New(1, time.Minute)
	if !l.Allow("a") || !l.Allow("b") {
		t.Fatal("keys share a budget")
	}
}

func TestWindowMovesOn(t *testing.T) {
	l := New(1, time.Minute)
	at := time.Unix(0, 0)
	l.now = func() time.Time { return at }
	l.Allow("a")
	at = at.Add(2 * time.Minute)
	if !l.Allow("a") {
		t.Fatal("window did not move")
	}
}
