package limit

import (
	"net/http"

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
