package web

import "net/http"

// Serve listens.
func Serve(addr string, h http.Handler) error {
	return http.ListenAndServe(addr, h) //nolint:gosec
}
