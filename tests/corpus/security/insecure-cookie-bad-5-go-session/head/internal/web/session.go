package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"
)

// Sessions stores sessions.
type Sessions interface {
	Save(ctx context.Context, id string, userID int64, ttl time.Duration) error
	User(ctx context.Context, id string) (int64, error)
}

// Server serves the site.
type Server struct {
	sessions Sessions
}

func (s *Server) user(r *http.Request) (int64, error) {
	c, err := r.Cookie("session_id")
	if err != nil {
		return 0, err
	}
	return s.sessions.User(r.Context(), c.Value)
}

const sessionTTL = 12 * time.Hour

func newSessionID() (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// startSession stores a session and sets its cookie.
func (s *Server) startSession(w http.ResponseWriter, r *http.Request, userID int64) error {
	id, err := newSessionID()
	if err != nil {
		return err
	}
	if err := s.sessions.Save(r.Context(), id, userID, sessionTTL); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	http.SetCookie(w, &http.Cookie{
		Name:    "session_id",
		Value:   id,
		Path:    "/",
		Expires: time.Now().Add(sessionTTL),
	})
	return nil
}
