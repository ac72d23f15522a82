package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
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

// Claims of our tokens.
type Claims struct {
	jwt.RegisteredClaims
	Role string `json:"role"`
}

func parse(token string) (*Claims, error) {
	claims := &Claims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, claims); err != nil {
		return nil, fmt.Errorf("parse token: %w", err)
	}
	return claims, nil
}

// Authenticate stores the user id in the context of the request.
func Authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, err := bearer(r)
		if err != nil {
			http.Error(w, "token missing", http.StatusUnauthorized)
			return
		}
		claims, err := parse(token)
		if err != nil || claims.Subject == "" {
			http.Error(w, "token invalid", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, claims.Subject)))
	})
}
