package limit

import (
	"net/http"
	"sync"

	"golang.org/x/time/rate"
)

// Global limits all requests together.
func Global(perSecond int, next http.Handler) http.Handler {
	limiter := rate.NewLimiter(rate.Limit(perSecond), perSecond)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limiter.Allow() {
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

var (
	mu       sync.Mutex
	limiters = map[string]*rate.Limiter{}
)

// limiterFor returns the limiter of one client.
func limiterFor(addr string) *rate.Limiter {
	mu.Lock()
	defer mu.Unlock()
	l, ok := limiters[addr]
	if !ok {
		l = rate.NewLimiter(5, 10)
		limiters[addr] = l
	}
	return l
}

// PerClient limits each client on its own.
func PerClient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limiterFor(r.RemoteAddr).Allow() {
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}
