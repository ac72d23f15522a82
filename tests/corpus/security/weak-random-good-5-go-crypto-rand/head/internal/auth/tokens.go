package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	mathrand "math/rand"
	"time"
)

// Store keeps tokens.
type Store interface {
	Save(ctx context.Context, user int64, token string, until time.Time) error
}

func randomString(n int) (string, error) {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// IssueRefreshToken creates and stores a refresh token.
func IssueRefreshToken(ctx context.Context, s Store, user int64) (string, error) {
	token, err := randomString(48)
	if err != nil {
		return "", err
	}
	for attempt := 0; attempt < 3; attempt++ {
		if err = s.Save(ctx, user, token, time.Now().Add(720*time.Hour)); err == nil {
			return token, nil
		}
		time.Sleep(time.Duration(mathrand.Intn(100)) * time.Millisecond)
	}
	return "", fmt.Errorf("save refresh token: %w", err)
}

// Pick chooses one of the token servers.
func Pick(servers []string) string {
	return servers[mathrand.Intn(len(servers))]
}
