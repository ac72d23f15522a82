package auth

import (
	"context"
	"fmt"
	"math/rand"
	"time"
)

// Store keeps tokens.
type Store interface {
	Save(ctx context.Context, user int64, token string, until time.Time) error
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func randomString(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[rand.Intn(len(letters))]
	}
	return string(b)
}

// IssueRefreshToken creates and stores a refresh token.
func IssueRefreshToken(ctx context.Context, s Store, user int64) (string, error) {
	token := randomString(48)
	if err := s.Save(ctx, user, token, time.Now().Add(720*time.Hour)); err != nil {
		return "", fmt.Errorf("save refresh token: %w", err)
	}
	return token, nil
}

// NewPIN returns the PIN of a new card.
func NewPIN(r *rand.Rand) string {
	pin := r.Intn(10000)
	return fmt.Sprintf("%04d", pin)
}
