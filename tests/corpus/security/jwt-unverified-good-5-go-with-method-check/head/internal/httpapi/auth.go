package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

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

// Verifier checks tokens with a shared secret.
type Verifier struct {
	secret []byte
}

func (v *Verifier) parse(token string) (*Claims, error) {
	claims := &Claims{}
	_, err := jwt.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		if _, ok := t.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, fmt.Errorf("unexpected signing method %v", t.Header["alg"])
		}
		return v.secret, nil
	}, jwt.WithLeeway(5*time.Second), jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return nil, fmt.Errorf("parse token: %w", err)
	}
	return claims, nil
}

// Authenticate stores the user id in the context of the request.
func (v *Verifier) Authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, err := bearer(r)
		if err != nil {
			http.Error(w, "token missing", http.StatusUnauthorized)
			return
		}
		claims, err := v.parse(token)
		if err != nil {
			http.Error(w, "token invalid", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, claims.Subject)))
	})
}
