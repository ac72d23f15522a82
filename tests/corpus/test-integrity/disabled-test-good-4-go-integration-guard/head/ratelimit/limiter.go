package ratelimit

import (
	"sync"
	"time"
)

// Limiter allows a number of events in a window.
type Limiter struct {
	mu     sync.Mutex
	limit  int
	window time.Duration
	seen   map[string][]time.Time
	now    func() time.Time
}

// New returns a limiter for limit events in each window.
func New(limit int, window time.Duration) *Limiter {
	return &Limiter{limit: limit, window: window, seen: map[string][]time.Time{}, now: time.Now}
}

// Allow tells whether one more event of key is allowed.
func (l *Limiter) Allow(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	cut := l.now().Add(-l.window)
	kept := l.seen[key][:0]
	for _, at := range l.seen[key] {
		if at.After(cut) {
			kept = append(kept, at)
		}
	}
	if len(kept) >= l.limit {
		l.seen[key] = kept
		return false
	}
	l.seen[key] = append(kept, l.now())
	return true
}
