package stats

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

type bucket struct{ n int }

var (
	mu      sync.Mutex
	perCode = map[int]int{}
	seen    = map[string]int{}
)

func Words(text string) map[string]int {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	return counts
}

func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen[r.RemoteAddr]++
		mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func Sweep(every time.Duration) {
	for range time.Tick(every) {
		mu.Lock()
		clear(seen)
		mu.Unlock()
	}
}
