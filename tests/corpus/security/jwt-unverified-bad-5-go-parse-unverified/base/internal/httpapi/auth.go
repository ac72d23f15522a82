package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

type userKey struct{}

// ErrNoToken says that the request carries no bearer token.
var ErrNoToken = errors.New("httpapi: no bearer token")

func bearer(r *http.Request) (string, error) {
	value, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || value == "" {
		return "", ErrNoToken
	}
	return value, nil
}

// UserID returns the id that Authenticate stored.
func UserID(ctx context.Context) string {
	id, _ := ctx.Value(userKey{}).(string)
	return id
}
